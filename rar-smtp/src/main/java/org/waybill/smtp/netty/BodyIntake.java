package org.waybill.smtp.netty;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.waybill.smtp.session.BodyOutcome;

/**
 * The mail that is coming in on one connection, if there is one: from the first octet until it is handed over or dropped,
 * in one body or in several chunks.
 */
final class BodyIntake {

    private final SpoolSpace space;
    private final Runnable caughtUp;
    private @Nullable MessageSpool body;
    private boolean reading;

    /** @param caughtUp called, on any thread, when the disk is not {@linkplain #behind behind} any more */
    BodyIntake(SpoolSpace space, Runnable caughtUp) {
        this.space = space;
        this.caughtUp = caughtUp;
    }

    /** @param header what the mail begins with */
    void open(String header) {
        drop();
        MessageSpool spool = space.newBody(caughtUp);
        spool.append(ByteBuffer.wrap(header.getBytes(StandardCharsets.UTF_8)));
        body = spool;
    }

    /** Octets are awaited, no commands. */
    void read() {
        reading = true;
    }

    boolean reading() {
        return reading;
    }

    /** Whether there is a mail, or octets of none are awaited. */
    boolean underWay() {
        return reading || body != null;
    }

    /** Keeps octets if there is a mail that they belong to; the caller gives them away. */
    void keep(ByteBuf octets) {
        try {
            if (body != null) {
                body.append(octets.nioBuffer());
            }
        } finally {
            octets.release();
        }
    }

    /** Whether to keep no more for a while. */
    boolean behind() {
        return body != null && body.behind();
    }

    /** The octets awaited are over; what became of the mail, disk included. */
    BodyOutcome end(BodyOutcome outcome) {
        reading = false;
        boolean lost = body != null && body.failed();
        return outcome == BodyOutcome.COMPLETE && lost ? BodyOutcome.NOT_SPOOLED : outcome;
    }

    /** Gives the mail away with the duty to release it. */
    MessageSpool handOver() {
        MessageSpool spool = body;
        if (spool == null) {
            throw new IllegalStateException("a commit without a body");
        }
        body = null;
        return spool;
    }

    void drop() {
        if (body != null) {
            body.release();
            body = null;
        }
    }
}
