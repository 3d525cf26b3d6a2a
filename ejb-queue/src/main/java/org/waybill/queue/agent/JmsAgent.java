package org.waybill.queue.agent;

import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.waybill.queue.agent.client.SmtpFailure;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.action.JmsDestination;
import org.waybill.queue.core.deliver.DeliveryAgent;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.ReplyText;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.envelope.StoredMessage;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.listener.MessageBody;

/**
 * Puts mails onto a JMS queue or topic: for each recipient one persistent {@link BytesMessage}, whose body is the mail's
 * octets and whose properties are what its envelope says. It is delivered when the broker has it on disk; whatever the
 * broker refuses is tried again. Sent outside any transaction, since the network is never inside one.
 */
public final class JmsAgent implements DeliveryAgent {

    /** The value of JMSType. */
    public static final String TYPE = "waybill.mail";

    /** Artemis takes a message with an id that it has seen for the same one, so a repeated attempt doubles nothing. */
    private static final String DUPLICATE_ID = "_AMQ_DUPL_ID";

    /** Artemis reads the body from a stream given so; other brokers take it through memory. */
    private static final String BODY_STREAM = "JMS_AMQ_InputStream";

    private static final int BUFFER = 32 * 1024;

    /** From here on a body is streamed. */
    private static final long LARGE = 100 * 1024;

    private final ConnectionFactory factory;

    public JmsAgent(ConnectionFactory factory) {
        this.factory = factory;
    }

    @Override
    public Map<EnvelopeId, Outcome> deliver(Action action, DeliveryJob job) {
        JmsDestination destination = ((Action.Jms) action).destination();
        String target = "jms " + destination;
        Map<EnvelopeId, Outcome> outcomes = new LinkedHashMap<>();
        try (JMSContext context = factory.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            for (Envelope envelope : job.envelopes()) {
                send(context, destination, job, envelope);
                outcomes.put(envelope.id(), new Outcome.Delivered(target, "250 2.0.0 Taken by " + destination));
            }
        } catch (JMSRuntimeException | JMSException | IOException e) {
            Outcome later = new Outcome.Deferred(
                    target, ReplyText.oneLine("451 4.4.1 Not taken by " + destination + ": " + SmtpFailure.reason(e)));
            job.envelopes().forEach(envelope -> outcomes.putIfAbsent(envelope.id(), later));
        }
        return outcomes;
    }

    private static void send(JMSContext context, JmsDestination destination, DeliveryJob job, Envelope envelope)
            throws JMSException, IOException {
        BytesMessage message = context.createBytesMessage();
        message.setJMSType(TYPE);
        message.setJMSCorrelationID(envelope.id().toString());
        message.setStringProperty(DUPLICATE_ID, envelope.id() + "@" + destination);
        describe(message, job.message(), envelope, job.body().size());
        try (InputStream body = new BufferedInputStream(job.body().open(), BUFFER)) {
            if (!streamed(context, message, job.body(), body)) {
                byte[] octets = new byte[BUFFER];
                for (int read = body.read(octets); read >= 0; read = body.read(octets)) {
                    message.writeBytes(octets, 0, read);
                }
            }
            context.createProducer()
                    .setDeliveryMode(DeliveryMode.PERSISTENT)
                    .send(
                            destination.topic()
                                    ? context.createTopic(destination.name())
                                    : context.createQueue(destination.name()),
                            message);
        }
    }

    private static boolean streamed(JMSContext context, BytesMessage message, MessageBody body, InputStream open)
            throws JMSException {
        if (body.size() < LARGE || !context.getMetaData().getJMSProviderName().contains("Artemis")) {
            return false;
        }
        message.setObjectProperty(BODY_STREAM, open);
        return true;
    }

    private static void describe(Message message, StoredMessage mail, Envelope envelope, long size)
            throws JMSException {
        String sender =
                mail.sender() instanceof ReversePath.From from ? from.address().toString() : "";
        message.setStringProperty("waybill_id", mail.id().toString());
        message.setStringProperty("waybill_envelope", envelope.id().toString());
        message.setStringProperty("waybill_from", sender);
        message.setStringProperty("waybill_to", envelope.destination().toString());
        message.setStringProperty("waybill_recipient", envelope.recipient().toString());
        message.setStringProperty("waybill_user", envelope.user());
        message.setStringProperty("waybill_action", envelope.action().value());
        message.setStringProperty("waybill_origin", mail.origin());
        message.setStringProperty("waybill_body", mail.parameters().body().keyword());
        message.setLongProperty("waybill_received", mail.receivedAt().toEpochMilli());
        message.setLongProperty("waybill_size", size);
        message.setIntProperty("waybill_attempt", envelope.attempts() + 1);
    }
}
