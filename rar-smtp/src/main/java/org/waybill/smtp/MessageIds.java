package org.waybill.smtp;

import java.time.Clock;
import java.time.Instant;

/**
 * Hands out message ids. Within one node they only ever grow, even when the clock is set back while the server runs; two
 * nodes never share one as long as their node numbers differ.
 */
public final class MessageIds {

    /** Ids count milliseconds from here, which gives 69 years. */
    static final long EPOCH = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();

    static final int MAX_NODE = 1023;
    private static final int NODE_BITS = 10;
    private static final int SEQUENCE_BITS = 13;
    private static final long MAX_SEQUENCE = (1L << SEQUENCE_BITS) - 1;

    private final Clock clock;
    private final int node;
    private long millis;
    private long sequence;

    /** @param node 0 to 1023, different on every node that shares a queue */
    public MessageIds(Clock clock, int node) {
        if (node < 0 || node > MAX_NODE) {
            throw new IllegalArgumentException("a node number lies within 0.." + MAX_NODE + ", not " + node);
        }
        this.clock = clock;
        this.node = node;
    }

    public synchronized MessageId next() {
        long now = clock.millis() - EPOCH;
        if (now > millis) {
            millis = now;
            sequence = 0;
        } else if (++sequence > MAX_SEQUENCE) {
            // more than 8,192 ids in a millisecond, or a clock set back: borrow from the next millisecond
            millis++;
            sequence = 0;
        }
        return new MessageId((millis << (NODE_BITS + SEQUENCE_BITS)) | ((long) node << SEQUENCE_BITS) | sequence);
    }
}
