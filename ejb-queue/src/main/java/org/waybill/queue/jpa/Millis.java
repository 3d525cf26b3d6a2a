package org.waybill.queue.jpa;

import java.time.Instant;

/** Times as the columns keep them: milliseconds since 1970. */
final class Millis {

    private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);
    private static final Instant FIRST = Instant.ofEpochMilli(Long.MIN_VALUE);

    private Millis() {}

    /** Times that a column cannot hold, such as {@link Instant#MAX}, become the last or first one that it can. */
    static long of(Instant time) {
        if (time.isAfter(LAST)) {
            return Long.MAX_VALUE;
        }
        return time.isBefore(FIRST) ? Long.MIN_VALUE : time.toEpochMilli();
    }
}
