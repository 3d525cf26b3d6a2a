package org.waybill.queue.core.envelope;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MessageId;
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
        text.append("parameters:").append(sent(GivenParameters.of(parameters))).append('\n');
        text.append("origin: ").append(origin.replaceAll("\\p{Cntrl}", "?")).append('\n');
        for (Envelope envelope : envelopes) {
            text.append("envelope: ").append(envelope.id().number());
            text.append(" action=").append(envelope.action());
            text.append(" user=").append(envelope.user());
            text.append(" recipient=").append(envelope.recipient());
            text.append(" destination=").append(envelope.destination());
            text.append(sent(GivenParameters.of(envelope.parameters())));
            // last, because it may hold blanks
            String ending = envelope.ending().text();
            text.append(ending.isEmpty() ? "" : " ending=" + ending).append('\n');
        }
        return text.toString();
    }

    /** As they are sent, each with a blank before it. */
    private static String sent(Map<String, String> parameters) {
        StringBuilder text = new StringBuilder();
        parameters.forEach((keyword, value) ->
                text.append(' ').append(keyword).append(value.isEmpty() ? "" : "=" + encoded(keyword, value)));
        return text.toString();
    }

    private static String encoded(String keyword, String value) {
        return switch (keyword) {
            case "ENVID" -> Xtext.encode(value);
            case "ORCPT" -> DsnText.originalRecipient(value);
            default -> value;
        };
    }
}
