package org.waybill.queue.core.deliver;

import org.waybill.queue.core.envelope.StoredMessage;

/** Where the reason goes when the sender and the history only get a generic sentence. */
public interface DeliveryLog {

    /**
     * An attempt broke: a defect of an agent, or a body that cannot be read. The envelopes wait.
     *
     * @param target what was tried, for people
     */
    void attemptBroke(StoredMessage message, String target, Exception cause);

    /** A report to a sender could not be written or routed; its envelopes are tried again. */
    void bouncePostponed(StoredMessage message, String reason);

    /** A report of success could not be written or routed. Its envelopes are not delivered once more for it. */
    void reportLost(StoredMessage message, String reason);
}
