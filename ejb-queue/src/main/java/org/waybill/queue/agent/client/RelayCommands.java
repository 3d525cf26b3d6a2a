package org.waybill.queue.agent.client;

import java.util.function.Predicate;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.envelope.DsnText;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.smtp.BodyType;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MailParameters.ReturnedContent;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.Xtext;

/**
 * MAIL and RCPT with those of the sender's parameters that the host on the other side understands. What was not said when
 * the mail came is not said when it leaves (RFC 3461 §5.2.1), but for the original recipient, which may be added.
 */
final class RelayCommands {

    private final Predicate<String> offers;

    /** @param offers whether the host offers an extension */
    RelayCommands(Predicate<String> offers) {
        this.offers = offers;
    }

    /**
     * MAIL FROM.
     *
     * @param eightBit whether an octet above 127 is in the content
     * @param utf8 whether the transaction needs SMTPUTF8, or may need it
     */
    String mail(DeliveryJob job, boolean eightBit, boolean utf8) {
        MailParameters parameters = job.message().parameters();
        StringBuilder command = new StringBuilder("MAIL FROM:<" + job.message().sender() + ">");
        if (offers.test("SIZE")) {
            command.append(" SIZE=").append(job.body().size());
        }
        if (parameters.body() == BodyType.BINARY_MIME) {
            command.append(" BODY=BINARYMIME");
        } else if (eightBit && offers.test("8BITMIME")) {
            command.append(" BODY=8BITMIME");
        }
        if (utf8 && offers.test("SMTPUTF8")) {
            command.append(" SMTPUTF8");
        }
        if (parameters.requireTls() && offers.test("REQUIRETLS")) {
            command.append(" REQUIRETLS");
        }
        return command.append(dsn(parameters)).toString();
    }

    private String dsn(MailParameters parameters) {
        StringBuilder dsn = new StringBuilder();
        if (offers.test("DSN") && parameters.returned() != ReturnedContent.UNSAID) {
            dsn.append(" RET=").append(parameters.returned());
        }
        if (offers.test("DSN") && !parameters.envelopeId().isEmpty()) {
            dsn.append(" ENVID=").append(Xtext.encode(parameters.envelopeId()));
        }
        return dsn.toString();
    }

    /** RCPT TO. */
    String rcpt(Envelope envelope) {
        StringBuilder command = new StringBuilder("RCPT TO:<" + envelope.destination() + ">");
        if (!offers.test("DSN")) {
            return command.toString();
        }
        if (!envelope.parameters().notifications().isEmpty()) {
            command.append(" NOTIFY=")
                    .append(DsnText.notifications(envelope.parameters().notifications()));
        }
        String original = originalRecipient(envelope);
        // an encoding may take more room than the sender's
        if (!original.isEmpty() && original.length() <= RcptParameters.MAX_ORIGINAL_RECIPIENT) {
            command.append(" ORCPT=").append(original);
        }
        return command.toString();
    }

    /** As the sender gave it; or the recipient as the sender knows it, where our expansion has hidden it. */
    private static String originalRecipient(Envelope envelope) {
        String given = envelope.parameters().originalRecipient();
        if (given.isEmpty() && !envelope.destination().equals(envelope.recipient())) {
            return DsnText.originalRecipient(envelope.recipient());
        }
        return given.isEmpty() ? "" : DsnText.originalRecipient(given);
    }
}
