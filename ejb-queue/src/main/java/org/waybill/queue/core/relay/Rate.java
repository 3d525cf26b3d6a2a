package org.waybill.queue.core.relay;

import java.time.Duration;

/**
 * So many messages in so much time.
 *
 * @param messages at least 1; 0 for as many as there are
 * @param per a second, a minute or an hour
 */
public record Rate(int messages, Duration per) {

    public static final Rate UNLIMITED = new Rate(0, Duration.ofSeconds(1));

    public boolean limited() {
        return messages > 0;
    }

    /** As it is written: {@code 10/m}. */
    @Override
    public String toString() {
        return messages + "/" + (per.toHours() > 0 ? "h" : per.toMinutes() > 0 ? "m" : "s");
    }
}
