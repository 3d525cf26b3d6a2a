package org.waybill.smtp.session;

import java.time.Instant;
import java.util.List;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.Peer;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.MailTransaction;
import org.waybill.smtp.listener.MailTransaction.Recipient;
import org.waybill.smtp.listener.MessageBody;
import org.waybill.smtp.listener.RecipientRequest;

/** What the transport is to do next, in the order given. */
public sealed interface Effect {

    /** Send a reply. */
    record Send(SmtpReply reply) implements Effect {}

    /** Ask about a recipient; read no command before {@link SmtpSession#answered} is told. */
    record AskRecipient(RecipientRequest request) implements Effect {}

    /**
     * Read a body, no longer commands, until {@link SmtpSession#bodyEnded}.
     *
     * @param header what the stored mail begins with
     * @param maxSize in octets, without that header
     */
    record ReceiveBody(ReceivedHeader header, long maxSize) implements Effect {}

    /** Hand the mail over; read no command before {@link SmtpSession#committed} is told. */
    record Commit(MessageId id, Peer peer, ReversePath sender, MailParameters parameters, List<Recipient> recipients)
            implements Effect {

        public Commit {
            recipients = List.copyOf(recipients);
        }

        /** The mail, once it has a body. */
        public MailTransaction with(MessageBody body, Instant receivedAt) {
            return new MailTransaction(id, peer, sender, parameters, recipients, body, receivedAt);
        }
    }

    /**
     * Begin a TLS handshake after a reply in clear, then tell {@link SmtpSession#secured}. When octets have come behind
     * STARTTLS already, tell {@link SmtpSession#injected} instead and send nothing (RFC 3207 §6).
     */
    record UpgradeTls(SmtpReply ready) implements Effect {}

    /** Send what is to be sent, then close; nothing that still comes in is looked at. */
    record Close() implements Effect {}
}
