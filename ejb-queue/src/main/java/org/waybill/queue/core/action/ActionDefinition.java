package org.waybill.queue.core.action;

import java.time.Duration;
import java.util.List;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.envelope.Milestones;
import org.waybill.queue.core.expand.ExpansionPolicy;

/**
 * What the configuration says of one action, in its two halves.
 *
 * @param name its name
 * @param expansion read at RCPT TO only
 * @param delivery read at each attempt only
 * @param ttl how long an envelope may wait
 * @param retry when to try again
 * @param warnAfter how long an envelope waits before its sender is told of the delay; one notice for each
 * @param description for people, may be empty
 */
public record ActionDefinition(
        ActionName name,
        ExpansionPolicy expansion,
        Action delivery,
        Duration ttl,
        RetrySchedule retry,
        List<Duration> warnAfter,
        String description) {
    public ActionDefinition {
        warnAfter = List.copyOf(warnAfter);
    }

    /** When somebody must look at an envelope of this action. */
    public Milestones milestones() {
        return new Milestones(ttl, warnAfter);
    }
}
