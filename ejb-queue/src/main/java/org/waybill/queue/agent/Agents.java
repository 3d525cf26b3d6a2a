package org.waybill.queue.agent;

import java.util.function.Function;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.deliver.DeliveryAgent;

/**
 * Which agent carries out which action.
 *
 * @param maildir for {@link Action.Maildir}
 * @param relay for {@link Action.RelayMx} and {@link Action.RelayHost}
 */
public record Agents(DeliveryAgent maildir, DeliveryAgent relay) implements Function<Action, DeliveryAgent> {

    @Override
    public DeliveryAgent apply(Action action) {
        if (action instanceof Action.Maildir) {
            return maildir;
        }
        if (action instanceof Action.RelayMx || action instanceof Action.RelayHost) {
            return relay;
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
