package org.waybill.queue.core.rules;

import org.waybill.queue.core.envelope.ActionName;
import org.waybill.smtp.SmtpReply;

/** What the rules say about one recipient. */
public sealed interface Decision {

    /** For people. */
    String text();

    /** Take it, under this name. */
    record Take(ActionName action) implements Decision {
        @Override
        public String text() {
            return "action " + action;
        }
    }

    /** Refuse it with this reply (4xx or 5xx). */
    record Reject(SmtpReply reply) implements Decision {
        @Override
        public String text() {
            return "reject " + reply;
        }
    }

    /**
     * A condition could not be looked up: nothing is decided.
     *
     * @param reason for the log
     */
    record Defer(String reason) implements Decision {
        @Override
        public String text() {
            return reason;
        }
    }
}
