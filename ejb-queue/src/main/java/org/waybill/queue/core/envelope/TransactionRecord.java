package org.waybill.queue.core.envelope;

import java.time.Instant;
import java.util.List;
import org.waybill.smtp.BodyType;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MailParameters.ReturnedContent;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.Xtext;

/**
 * The transaction as text, written before each body, so that the queue can be rebuilt from the message store alone. One
 * {@code name: value} a line; no value can hold a line end because addresses, names and ids cannot, and parameters
 * are written as they are sent. Like an envelope it has action names and no action.
 */
public final class TransactionRecord {

    private TransactionRecord() {}

    public static String format(
            MessageId id,
            ReversePath sender,
            MailParameters parameters,
            String origin,
            Instant receivedAt,
            List<Envelope> envelopes) {
        StringBuilder text = new StringBuilder();
        text.append("message: ").append(id).append('\n');
        text.append("received: ").append(receivedAt).append('\n');
        text.append("sender: ").append(sender).append('\n');
        text.append("parameters:").append(parameters(parameters)).append('\n');
        text.append("origin: ").append(origin.replaceAll("\\p{Cntrl}", "?")).append('\n');
        for (Envelope envelope : envelopes) {
            text.append("envelope: ").append(envelope.id().number());
            text.append(" action=").append(envelope.action());
            text.append(" user=").append(envelope.user());
            text.append(" recipient=").append(envelope.recipient());
            text.append(" destination=").append(envelope.destination());
            text.append(parameters(envelope.parameters())).append('\n');
        }
        return text.toString();
    }

    private static String parameters(MailParameters parameters) {
        StringBuilder text = new StringBuilder();
        if (parameters.body() != BodyType.SEVEN_BIT) {
            text.append(" BODY=").append(parameters.body().keyword());
        }
        if (parameters.smtpUtf8()) {
            text.append(" SMTPUTF8");
        }
        if (parameters.requireTls()) {
            text.append(" REQUIRETLS");
        }
        if (parameters.returned() != ReturnedContent.UNSAID) {
            text.append(" RET=").append(parameters.returned());
        }
        if (!parameters.envelopeId().isEmpty()) {
            text.append(" ENVID=").append(Xtext.encode(parameters.envelopeId()));
        }
        return text.toString();
    }

    private static String parameters(RcptParameters parameters) {
        StringBuilder text = new StringBuilder();
        if (!parameters.notifications().isEmpty()) {
            text.append(" NOTIFY=").append(DsnText.notifications(parameters.notifications()));
        }
        if (!parameters.originalRecipient().isEmpty()) {
            text.append(" ORCPT=").append(DsnText.originalRecipient(parameters.originalRecipient()));
        }
        return text.toString();
    }
}
