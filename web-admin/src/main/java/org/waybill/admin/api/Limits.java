package org.waybill.admin.api;

/** The numbers of a query, and their bounds. */
final class Limits {

    private static final int LARGEST_PAGE = 1000;

    private Limits() {}

    /** @throws BadRequest if the number is not within 1..1000 */
    static int page(String limit) {
        long number = number("limit", limit);
        if (number < 1 || number > LARGEST_PAGE) {
            throw new BadRequest("limit must be within 1..1000");
        }
        return (int) number;
    }

    /** @throws BadRequest if the text is no number from 0 */
    static long number(String name, String value) {
        if (!value.matches("[0-9]{1,18}")) {
            throw new BadRequest(name + " must be a number");
        }
        return Long.parseLong(value);
    }
}
