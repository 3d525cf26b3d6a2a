package org.waybill.queue.agent;

import java.util.function.Function;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.deliver.DeliveryAgent;

/**
 * Which agent carries out which action.
 *
 * @param local for {@link Action.Local}
 * @param relay for {@link Action.Relay}
 * @param jms for {@link Action.Jms}
 */
public record Agents(DeliveryAgent local, DeliveryAgent relay, DeliveryAgent jms)
        implements Function<Action, DeliveryAgent> {

    @Override
    public DeliveryAgent apply(Action action) {
        if (action instanceof Action.Local) {
            return local;
        }
        if (action instanceof Action.Relay) {
            return relay;
        }
        if (action instanceof Action.Jms) {
            return jms;
        }
        if (action instanceof Action.Hold) {
            return new HoldAgent();
        }
        if (action instanceof Action.Discard) {
            return new DiscardAgent();
        }
        throw new AssertionError(action);
    }
}
