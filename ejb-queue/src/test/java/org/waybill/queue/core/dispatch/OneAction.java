package org.waybill.queue.core.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.action.ActionBook;
import org.waybill.queue.core.action.ActionDefinition;
import org.waybill.queue.core.action.RetrySchedule;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.expand.ExpansionPolicy;

/** One action under every name, or none. */
record OneAction(long revision, Optional<Action> action) implements ActionBook {

    @Override
    public Duration queueTtl() {
        return Duration.ofDays(4);
    }

    @Override
    public Optional<ActionDefinition> resolve(ActionName name) {
        return action.map(delivery -> new ActionDefinition(
                name, new ExpansionPolicy.AsIs(), delivery, Duration.ofDays(4), RetrySchedule.RELAY, List.of(), ""));
    }
}
