package org.waybill.smtp.session;

import java.util.ArrayList;
import java.util.List;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.Peer;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.MailTransaction.Recipient;
import org.waybill.smtp.listener.RecipientRequest;
import org.waybill.smtp.session.sasl.SaslExchange;

/**
 * Where a session stands. A transition is a method, and exists only where it is legal (RFC 5321 §4.1.4).
 *
 * <pre>
 *              EHLO          MAIL            RCPT accepted             DATA
 *   Connected ─────► Greeted ─────► MailGiven ────────────► RecipientsGiven ─────► ReceivingBody
 *       ▲             ▲ ▲ ▲             │ ▲ │ RCPT refused       │ │ ▲ │ RCPT            │
 *       │             │ │ │             │ └─┘                    │ │ └─┘                 │
 *       │             │ │ └─ RSET, EHLO─┴────────────────────────┤ │ BDAT                │
 *       │        AUTH │ │                             BDAT       │ ▼                     │
 *       │             ▼ │                 ChunksGiven ◄───────► ReceivingChunk ── last ──┤
 *       │  Authenticating └───────────────────── end of data ────────────────────────────┘
 *       └── TLS established, XCLIENT
 *
 *   SkippingChunk: from any of them for the length of a refused chunk
 *   any ── QUIT, trouble ──► Closed
 * </pre>
 */
public sealed interface SessionState {

    Peer peer();

    default Closed closed() {
        return new Closed(peer());
    }

    /** The states in which commands are read. */
    sealed interface Commanding extends SessionState {

        /** EHLO may come again, and then ends a mail transaction (RFC 5321 §4.1.4). */
        default Greeted hello(String name, boolean extended) {
            return new Greeted(peer().withHelo(name, extended));
        }

        /** All that was said in clear is forgotten (RFC 3207 §4.2). */
        default Connected secured(String description) {
            return new Connected(peer().withTls(description));
        }

        /** The chunk behind a refused BDAT has to pass first. */
        default SkippingChunk skip(SmtpReply refusal) {
            return new SkippingChunk(this, refusal);
        }
    }

    /** The states inside a mail transaction in which recipients are taken. */
    sealed interface InMail extends Commanding {

        MailGiven mail();

        List<Recipient> recipients();

        default RecipientRequest request(MailAddress recipient, RcptParameters parameters) {
            MailGiven mail = mail();
            return new RecipientRequest(mail.id(), peer(), mail.sender(), mail.parameters(), recipient, parameters);
        }

        default RecipientsGiven accepted(Recipient recipient) {
            List<Recipient> all = new ArrayList<>(recipients());
            all.add(recipient);
            return new RecipientsGiven(mail(), all);
        }

        InMail refused(boolean transientFailure);
    }

    /** The states from which a mail comes, or will. */
    sealed interface WithBody extends SessionState {

        RecipientsGiven transaction();

        @Override
        default Peer peer() {
            return transaction().peer();
        }

        default Effect.Commit commit() {
            MailGiven mail = transaction().mail();
            return new Effect.Commit(
                    mail.id(),
                    peer(),
                    mail.sender(),
                    mail.parameters(),
                    transaction().recipients());
        }

        default Greeted ended() {
            return new Greeted(peer());
        }
    }

    /** The greeting is out; no EHLO yet, or forgotten after STARTTLS. */
    record Connected(Peer peer) implements Commanding {}

    /** EHLO is said; no mail transaction is open. */
    record Greeted(Peer peer) implements Commanding {

        MailGiven mail(MessageId id, ReversePath sender, MailParameters parameters) {
            return new MailGiven(peer, id, sender, parameters, Refusals.NONE);
        }

        Authenticating authenticate(SaslExchange exchange) {
            return new Authenticating(peer, exchange, "");
        }
    }

    /**
     * Between AUTH and its end: lines are responses, not commands (RFC 4954 §4).
     *
     * @param user who the client says it is, empty before it has said so
     */
    record Authenticating(Peer peer, SaslExchange exchange, String user) implements SessionState {

        Authenticating as(String name) {
            return new Authenticating(peer, exchange, name);
        }

        Greeted succeeded(String user) {
            return new Greeted(peer.withUser(user));
        }

        Greeted failed() {
            return new Greeted(peer);
        }
    }

    /** What the refused recipients of a mail had in common. */
    enum Refusals {
        NONE,
        PERMANENT,
        /** At least one may be taken later. */
        TRANSIENT
    }

    /** MAIL is said; no recipient has been accepted. */
    record MailGiven(Peer peer, MessageId id, ReversePath sender, MailParameters parameters, Refusals refusals)
            implements InMail {

        @Override
        public MailGiven mail() {
            return this;
        }

        @Override
        public List<Recipient> recipients() {
            return List.of();
        }

        @Override
        public MailGiven refused(boolean transientFailure) {
            boolean some = transientFailure || refusals == Refusals.TRANSIENT;
            return new MailGiven(peer, id, sender, parameters, some ? Refusals.TRANSIENT : Refusals.PERMANENT);
        }
    }

    /** At least one recipient is accepted. */
    record RecipientsGiven(MailGiven mail, List<Recipient> recipients) implements InMail {

        public RecipientsGiven {
            recipients = List.copyOf(recipients);
        }

        @Override
        public Peer peer() {
            return mail.peer();
        }

        @Override
        public RecipientsGiven refused(boolean transientFailure) {
            return this;
        }

        ReceivingBody data() {
            return new ReceivingBody(this);
        }

        ChunksGiven chunks(ChunkedMail chunked) {
            return new ChunksGiven(this, chunked);
        }
    }

    /** Between 354 and the end of data. */
    record ReceivingBody(RecipientsGiven transaction) implements WithBody {}

    /** Some chunks have come, the last one not yet; only more of them, or giving up, can follow. */
    record ChunksGiven(RecipientsGiven transaction, ChunkedMail chunked) implements Commanding, WithBody {

        ReceivingChunk receive(boolean last) {
            return new ReceivingChunk(this, last);
        }

        @Override
        public Peer peer() {
            return transaction.peer();
        }
    }

    /** Behind BDAT, until its chunk is over. */
    record ReceivingChunk(ChunksGiven chunks, boolean last) implements WithBody {

        @Override
        public RecipientsGiven transaction() {
            return chunks.transaction();
        }
    }

    /** Behind a refused BDAT, until its chunk is over. */
    record SkippingChunk(Commanding then, SmtpReply refusal) implements SessionState {

        @Override
        public Peer peer() {
            return then.peer();
        }
    }

    /** Nothing is read or said any more. */
    record Closed(Peer peer) implements SessionState {}
}
