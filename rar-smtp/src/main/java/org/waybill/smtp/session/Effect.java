package org.waybill.smtp.session;

import java.time.Duration;
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
import org.waybill.smtp.listener.PasswordRequest;
import org.waybill.smtp.listener.RecipientRequest;
import org.waybill.smtp.listener.ScramRequest;
import org.waybill.smtp.listener.SenderRequest;
import org.waybill.smtp.listener.StepRequest;
import org.waybill.smtp.listener.StepVerdict;

/** What the transport is to do next, in the order given. */
public sealed interface Effect {

    /** Send a reply. */
    record Send(SmtpReply reply) implements Effect {}

    /** Ask whether and how it goes on; read nothing before {@link SmtpSession#stepAnswered} is told. */
    record AskStep(StepRequest request) implements Effect {}

    /** Wait for the client's name, but not for long; read nothing before {@link SmtpSession#named} is told. */
    record AwaitName(StepVerdict.Named verdict) implements Effect {}

    /** Ask about a recipient; read no command before {@link SmtpSession#answered} is told. */
    record AskRecipient(RecipientRequest request) implements Effect {}

    /** Ask whether a client that signed in may send as a sender; read no command before {@link SmtpSession#senderAnswered}. */
    record AskSender(SenderRequest request) implements Effect {}

    /** Ask whether a password is a user's; read nothing before {@link SmtpSession#passwordAnswered} is told. */
    record AskPassword(PasswordRequest request) implements Effect {}

    /** Ask for a user's SCRAM secret; read nothing before {@link SmtpSession#scramAnswered} is told. */
    record AskScram(ScramRequest request) implements Effect {}

    /**
     * Make room for a new mail; one that was not handed over is dropped.
     *
     * @param header what the stored mail begins with
     */
    record OpenBody(ReceivedHeader header) implements Effect {}

    /** Read octets of the open mail, no longer commands, until {@link SmtpSession#bodyEnded}. */
    record ReadBody(BodyReader reader) implements Effect {}

    /** Drop the open mail, if there is one. */
    record DropBody() implements Effect {}

    /** Do nothing for a while, and read nothing, before the next effect: who makes errors is slowed down. */
    record Pause(Duration time) implements Effect {}

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
