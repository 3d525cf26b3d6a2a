package org.waybill.queue.core.deliver;

import java.time.Instant;

/** What an attempt came to for one envelope. */
public sealed interface Outcome {

    /** Where it went or was tried, for people and the history. */
    String target();

    /** What there is to say of it, and who says so. */
    ReplyLine line();

    /** The answer in one line: code, enhanced status, text. */
    default String reply() {
        return line().text();
    }

    /**
     * Somebody else has it.
     *
     * @param holder who
     */
    record Delivered(String target, ReplyLine line, Holder holder) implements Outcome {

        /** Delivered for good, as a host says. */
        public Delivered(String target, ReplyLine line) {
            this(target, line, Holder.MAILBOX);
        }

        /** Delivered for good, as we say. */
        public Delivered(String target, String reply) {
            this(target, ReplyLine.ours(reply));
        }

        public Delivered to(Holder other) {
            return new Delivered(target, line, other);
        }
    }

    /** Who has a mail that was delivered, and so what its sender can be told of it (RFC 3461 §5.2). */
    enum Holder {
        /** Whoever it was for: that is the end of its way, also when it is thrown away there. */
        MAILBOX,
        /** A host that knows nothing of DSN: it was relayed, and nobody will tell more. */
        HOST,
        /** A host that knows DSN, and tells. */
        DSN_HOST
    }

    /** Try again later. */
    record Deferred(String target, ReplyLine line) implements Outcome {

        /** As we say. */
        public Deferred(String target, String reply) {
            this(target, ReplyLine.ours(reply));
        }
    }

    /**
     * Nothing was tried. It counts as no attempt, but the envelope may expire of it.
     *
     * @param line why, 4xx
     * @param until when to look again
     * @param crowded whether the way is open, and only has as much to do as it may
     */
    record Postponed(String target, ReplyLine line, Instant until, boolean crowded) implements Outcome {

        /** The way is closed for a while. */
        public Postponed(String target, String reply, Instant until) {
            this(target, ReplyLine.ours(reply), until, false);
        }
    }

    /** Never; the sender is told. */
    record Failed(String target, ReplyLine line) implements Outcome {

        /** As we say. */
        public Failed(String target, String reply) {
            this(target, ReplyLine.ours(reply));
        }
    }

    /** Kept for an administrator. */
    record Held(String target, String reply) implements Outcome {

        @Override
        public ReplyLine line() {
            return ReplyLine.ours(reply);
        }
    }
}
