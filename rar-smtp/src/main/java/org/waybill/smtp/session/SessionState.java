package org.waybill.smtp.session;

import java.util.ArrayList;
import java.util.List;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.Peer;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.listener.MailTransaction.Recipient;
import org.waybill.smtp.listener.RecipientRequest;

/**
 * Where a session stands. A transition is a method, and exists only where it is legal (RFC 5321 §4.1.4).
 *
 * <pre>
 *              EHLO          MAIL            RCPT accepted             DATA
 *   Connected ─────► Greeted ─────► MailGiven ────────────► RecipientsGiven ─────► ReceivingBody
 *       ▲              ▲ ▲             │ ▲ │ RCPT refused        │ ▲ │ RCPT             │
 *       │              │ │             │ └─┘                     │ └─┘                  │
 *       │              │ └── RSET, EHLO┴─────────────────────────┘                      │
 *       │              └──────────────────── end of data ───────────────────────────────┘
 *       └── TLS established: from Connected, Greeted, MailGiven and RecipientsGiven
 *
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
        default Connected secured(String protocolAndCipher) {
            return new Connected(peer().withTls(protocolAndCipher));
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

        default Greeted reset() {
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
    }

    /** Between 354 and the end of data. */
    record ReceivingBody(RecipientsGiven transaction) implements SessionState {

        @Override
        public Peer peer() {
            return transaction.peer();
        }

        Effect.Commit commit() {
            MailGiven mail = transaction.mail();
            return new Effect.Commit(mail.id(), peer(), mail.sender(), mail.parameters(), transaction.recipients());
        }

        Greeted ended() {
            return new Greeted(peer());
        }
    }

    /** Nothing is read or said any more. */
    record Closed(Peer peer) implements SessionState {}
}
