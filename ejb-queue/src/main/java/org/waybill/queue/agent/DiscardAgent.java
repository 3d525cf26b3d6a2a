package org.waybill.queue.agent;

import java.util.Map;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.deliver.DeliveryAgent;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.envelope.EnvelopeId;

/** Throws mail away; the history says so. */
final class DiscardAgent implements DeliveryAgent {

    @Override
    public Map<EnvelopeId, Outcome> deliver(Action action, DeliveryJob job) {
        return SameOutcome.forAll(job, new Outcome.Delivered("discard", "250 2.0.0 Discarded"));
    }
}
