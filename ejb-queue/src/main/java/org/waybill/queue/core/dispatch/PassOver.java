package org.waybill.queue.core.dispatch;

import java.time.Instant;
import org.waybill.queue.core.envelope.QueuedMail;

/**
 * Settles leased envelopes without an attempt, because their way is closed but one of them expires or its sender is to be
 * warned: takes milliseconds and waits for nobody.
 */
public interface PassOver {

    /**
     * @param leased the envelopes
     * @param leaseToken under which lease
     * @param reply why they are not tried, 4xx
     * @param until when they would be tried
     */
    void passOver(QueuedMail leased, long leaseToken, String reply, Instant until);
}
