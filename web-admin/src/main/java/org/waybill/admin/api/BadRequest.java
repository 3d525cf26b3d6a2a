package org.waybill.admin.api;

import java.util.function.Supplier;

/** A request that cannot be understood; its message says what was expected. */
final class BadRequest extends RuntimeException {
    BadRequest(String message) {
        super(message);
    }

    /** What an order answers, unless it finds what it was given to be none. */
    static <T> T unless(Supplier<T> order) {
        try {
            return order.get();
        } catch (IllegalArgumentException e) {
            throw new BadRequest(String.valueOf(e.getMessage()));
        }
    }
}
