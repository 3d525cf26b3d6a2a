package org.waybill.queue.core.rules;

import org.waybill.queue.core.envelope.ActionName;
import org.waybill.smtp.SmtpReply;

/** What the rules say about one recipient. */
public sealed interface Decision {

    /** Take it, under this name. */
    record Take(ActionName action) implements Decision {}

    /** Refuse it with this reply (4xx or 5xx). */
    record Reject(SmtpReply reply) implements Decision {}

    /**
     * A condition could not be looked up: nothing is decided.
     *
     * @param reason for the log
     */
    record Defer(String reason) implements Decision {}
}
