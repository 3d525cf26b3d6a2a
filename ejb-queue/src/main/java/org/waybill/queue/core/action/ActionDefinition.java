package org.waybill.queue.core.action;

import java.time.Duration;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.expand.ExpansionPolicy;

/**
 * What the configuration says of one action, in its two halves.
 *
 * @param name its name
 * @param expansion read at RCPT TO only
 * @param delivery read at each attempt only
 * @param ttl how long an envelope may wait
 * @param retry when to try again
 * @param description for people, may be empty
 */
public record ActionDefinition(
        ActionName name,
        ExpansionPolicy expansion,
        Action delivery,
        Duration ttl,
        RetrySchedule retry,
        String description) {}
