package org.waybill.admin.api;

/** The bounds of what a request may ask for. */
final class Limits {

    static final int PAGE = 1000;

    private Limits() {}

    /** @throws BadRequest if the number is not within 1..1000 */
    static int page(int limit) {
        if (limit < 1 || limit > PAGE) {
            throw new BadRequest("limit must be within 1..1000");
        }
        return limit;
    }
}
