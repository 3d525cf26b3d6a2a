package org.waybill.queue.core.deliver;

import java.util.Map;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.envelope.EnvelopeId;

/**
 * Carries out one kind of action. Blocks until every envelope has an outcome; an expected failure is an outcome, not an
 * exception.
 */
public interface DeliveryAgent {

    /** An outcome for every envelope of the job. */
    Map<EnvelopeId, Outcome> deliver(Action action, DeliveryJob job);
}
