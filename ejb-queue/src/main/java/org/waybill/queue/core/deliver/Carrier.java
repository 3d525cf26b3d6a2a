package org.waybill.queue.core.deliver;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.envelope.MessageStore;
import org.waybill.queue.core.envelope.StoredMessage;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.MessageBody;

/**
 * Carries a message along one route. Whatever breaks, every envelope gets an outcome: trouble of ours defers the mail and
 * never fails it, so that one poisonous message waits by itself while others go on.
 */
public final class Carrier {

    private final MessageStore store;
    private final Function<Action, DeliveryAgent> agents;
    private final DeliveryLog log;

    public Carrier(MessageStore store, Function<Action, DeliveryAgent> agents, DeliveryLog log) {
        this.store = store;
        this.agents = agents;
        this.log = log;
    }

    /** The outcomes; an envelope that is not among them has {@link #noOutcome}. */
    public Map<EnvelopeId, Outcome> carry(Route route, StoredMessage message, List<Envelope> envelopes) {
        try {
            MessageBody body = store.open(message.location());
            return agents.apply(route.action()).deliver(route.action(), new DeliveryJob(message, envelopes, body));
        } catch (IOException | RuntimeException e) {
            log.attemptBroke(message, route.target(), e);
            return Map.of();
        }
    }

    /** What an envelope has whose attempt broke. */
    public static Outcome noOutcome(Route route) {
        return new Outcome.Deferred(route.target(), SmtpReply.temporaryFailure().toString());
    }
}
