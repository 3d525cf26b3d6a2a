package org.waybill.smtp.session;

import java.nio.ByteBuffer;

/** A mail's octets as they become known, checked against what a mail may be; behind the first objection they are dropped. */
final class MailContent {

    private final long maxSize;
    private final boolean headerRequired;
    private final HeaderScan header = new HeaderScan();
    private BodyOutcome outcome = BodyOutcome.COMPLETE;
    private long size;

    /**
     * @param maxSize in octets (RFC 1870 §5)
     * @param headerRequired whether the first line has to be a field, or empty
     */
    MailContent(long maxSize, boolean headerRequired) {
        this.maxSize = maxSize;
        this.headerRequired = headerRequired;
    }

    BodyOutcome outcome() {
        return outcome;
    }

    /** What is unsafe is worse than what is too much. */
    void unsafe() {
        outcome = BodyOutcome.UNSAFE;
    }

    void emit(byte octet, ByteBuffer out) {
        if (outcome != BodyOutcome.COMPLETE) {
            return;
        }
        size++;
        header.accept(octet);
        if (size > maxSize) {
            outcome = BodyOutcome.TOO_BIG;
        } else if (header.tooBig()) {
            outcome = BodyOutcome.HEADER_TOO_BIG;
        } else if (headerRequired && header.missing()) {
            outcome = BodyOutcome.NO_HEADER;
        } else if (header.looping()) {
            outcome = BodyOutcome.LOOP;
        } else {
            out.put(octet);
        }
    }

    /** How many of the next octets are of no interest to anybody and may be copied in one piece. */
    int copyable(int wanted) {
        return header.open() || outcome != BodyOutcome.COMPLETE ? 0 : (int) Math.min(wanted, maxSize - size);
    }

    /** Copies octets that were {@link #copyable}. */
    void copy(ByteBuffer in, int count, ByteBuffer out) {
        out.put(out.position(), in, in.position(), count);
        out.position(out.position() + count);
        in.position(in.position() + count);
        size += count;
    }
}
