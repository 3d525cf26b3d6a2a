package org.waybill.admin.api;

/** A request that cannot be understood; its message says what was expected. */
final class BadRequest extends RuntimeException {
    BadRequest(String message) {
        super(message);
    }
}
