package org.waybill.queue.core.settle;

import java.time.Duration;
import java.time.Instant;
import org.waybill.queue.core.action.ActionDefinition;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.Settlement;

/** Settlements of outcomes, without reports. */
public final class EndOfAttempts {

    private EndOfAttempts() {}

    public static Settlement settlement(
            Envelope envelope, ActionDefinition definition, Outcome outcome, Instant now, long leaseToken) {
        NextStep step = NextStep.after(outcome, envelope, definition, now, () -> 0.5);
        return new EndOfAttempt(
                        envelope,
                        now,
                        Duration.ZERO,
                        1,
                        outcome.target(),
                        envelope.created().plus(definition.ttl()),
                        step)
                .settlement(leaseToken, null);
    }
}
