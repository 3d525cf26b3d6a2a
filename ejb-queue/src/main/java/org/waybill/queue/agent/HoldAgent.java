package org.waybill.queue.agent;

import java.util.Map;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.deliver.DeliveryAgent;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.envelope.EnvelopeId;

/** Keeps mail until an administrator releases it. */
final class HoldAgent implements DeliveryAgent {

    @Override
    public Map<EnvelopeId, Outcome> deliver(Action action, DeliveryJob job) {
        return SameOutcome.forAll(job, new Outcome.Held("hold", "held by its action"));
    }
}
