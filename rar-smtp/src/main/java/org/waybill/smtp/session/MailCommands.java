package org.waybill.smtp.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.waybill.smtp.BodyType;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.MailTransaction.Recipient;
import org.waybill.smtp.listener.RecipientRequest;
import org.waybill.smtp.listener.RecipientVerdict;
import org.waybill.smtp.listener.SenderRequest;
import org.waybill.smtp.listener.SenderVerdict;
import org.waybill.smtp.session.SessionState.ChunksGiven;
import org.waybill.smtp.session.SessionState.Closed;
import org.waybill.smtp.session.SessionState.Commanding;
import org.waybill.smtp.session.SessionState.Connected;
import org.waybill.smtp.session.SessionState.Greeted;
import org.waybill.smtp.session.SessionState.InMail;
import org.waybill.smtp.session.SessionState.MailGiven;
import org.waybill.smtp.session.SessionState.ReceivingChunk;
import org.waybill.smtp.session.SessionState.RecipientsGiven;
import org.waybill.smtp.session.SessionState.SkippingChunk;
import org.waybill.smtp.session.SessionState.WithBody;

/** MAIL, RCPT, DATA, BDAT and RSET: one mail transaction after the other (RFC 5321 §3.3, RFC 3030). */
final class MailCommands {

    private final SessionContext context;
    private int mails;

    MailCommands(SessionContext context) {
        this.context = context;
    }

    List<Effect> mail(Command.Mail mail) {
        if (!(context.state instanceof Greeted greeted)) {
            return context.reply(SmtpReply.BAD_SEQUENCE);
        }
        if (context.capabilities.demandsAuth(greeted.peer())) {
            return context.reply(SmtpReply.AUTH_FIRST);
        }
        if (mails >= context.limits.mailsPerSession()) {
            return context.reply(SmtpReply.TOO_MANY_MAILS);
        }
        if (mail.parameters().declaredSize() > context.spec.maxMessageSize()) {
            return context.reply(SmtpReply.MAIL_TOO_BIG);
        }
        if (context.services.full().getAsBoolean()) {
            return context.reply(SmtpReply.SPOOL_FULL);
        }
        mails++;
        context.state = greeted.mail(context.services.ids().get(), mail.sender(), mail.parameters());
        return context.spec.auth().checksSender() && greeted.peer().authenticated()
                ? List.of(new Effect.AskSender(new SenderRequest(greeted.peer(), mail.sender(), mail.parameters())))
                : SessionContext.send(SmtpReply.OK);
    }

    List<Effect> senderAnswered(SenderVerdict verdict) {
        if (!(context.state instanceof MailGiven mail)) {
            return List.of();
        }
        if (verdict instanceof SenderVerdict.Refused refused) {
            context.state = new Greeted(mail.peer());
            return context.reply(refused.reply());
        }
        return SessionContext.send(SmtpReply.OK);
    }

    List<Effect> rcpt(Command.Rcpt rcpt) {
        if (!(context.state instanceof InMail mail)) {
            return context.reply(SmtpReply.BAD_SEQUENCE);
        }
        if (!rcpt.recipient().isAscii() && !mail.mail().parameters().smtpUtf8()) {
            return context.reply(SmtpReply.NON_ASCII_ADDRESS);
        }
        if (mail.recipients().size() >= context.limits.recipients()) {
            return context.reply(SmtpReply.TOO_MANY_RECIPIENTS);
        }
        return List.of(new Effect.AskRecipient(mail.request(rcpt.recipient(), rcpt.parameters())));
    }

    List<Effect> answered(RecipientRequest request, RecipientVerdict verdict) {
        if (!(context.state instanceof InMail mail)) {
            return List.of();
        }
        if (verdict instanceof RecipientVerdict.Accepted accepted) {
            context.state = mail.accepted(new Recipient(request.recipient(), request.rcpt(), accepted.plan()));
            return SessionContext.send(SmtpReply.recipientOk());
        } else if (verdict instanceof RecipientVerdict.Refused refused) {
            context.state = mail.refused(refused.reply().isTransient());
            return context.reply(refused.reply());
        }
        throw new AssertionError(verdict);
    }

    List<Effect> data() {
        if (!(context.state instanceof RecipientsGiven transaction)) {
            return context.reply(refusalOfBody());
        }
        if (transaction.mail().parameters().body() == BodyType.BINARY_MIME) {
            return context.reply(SmtpReply.BINARY_NEEDS_BDAT);
        }
        context.state = transaction.data();
        return List.of(
                new Effect.Send(SmtpReply.START_MAIL_INPUT),
                new Effect.OpenBody(trace(transaction)),
                new Effect.ReadBody(new BodyDecoder(context.spec.maxMessageSize())));
    }

    List<Effect> bdat(Commanding at, Command.Bdat bdat) {
        if (at instanceof RecipientsGiven transaction) {
            ChunkedMail chunked =
                    new ChunkedMail(transaction.mail().parameters().body(), context.spec.maxMessageSize());
            List<Effect> effects = new ArrayList<>();
            effects.add(new Effect.OpenBody(trace(transaction)));
            effects.addAll(chunk(transaction.chunks(chunked), bdat));
            return effects;
        }
        return at instanceof ChunksGiven chunks ? chunk(chunks, bdat) : refuse(at, bdat, refusalOfBody());
    }

    private List<Effect> chunk(ChunksGiven chunks, Command.Bdat bdat) {
        context.state = chunks.receive(bdat.last());
        return List.of(new Effect.ReadBody(ChunkReader.of(chunks.chunked(), bdat.size(), bdat.last())));
    }

    private ReceivedHeader trace(RecipientsGiven transaction) {
        return new ReceivedHeader(context.spec, transaction.mail(), transaction.recipients());
    }

    private SmtpReply refusalOfBody() {
        if (!(context.state instanceof MailGiven mail) || mail.refusals() == SessionState.Refusals.NONE) {
            return SmtpReply.BAD_SEQUENCE;
        }
        if (context.lmtp()) {
            return SmtpReply.BAD_SEQUENCE; // RFC 2033 §4.2
        }
        // 554 would turn a trouble of ours into the sender's permanent error
        return mail.refusals() == SessionState.Refusals.TRANSIENT
                ? SmtpReply.NO_RECIPIENTS_YET
                : SmtpReply.NO_VALID_RECIPIENTS;
    }

    List<Effect> bodyEnded(BodyOutcome outcome) {
        if (context.state instanceof SkippingChunk skipping) {
            context.state = skipping.then();
            return context.reply(skipping.refusal());
        }
        if (!(context.state instanceof WithBody body)) {
            return List.of();
        }
        if (outcome == BodyOutcome.COMPLETE && body instanceof ReceivingChunk chunk && !chunk.last()) {
            context.state = chunk.chunks();
            return SessionContext.send(SmtpReply.CHUNK_OK);
        }
        context.state = body.ended();
        boolean counted = body instanceof ReceivingChunk;
        return switch (outcome) {
            case COMPLETE -> List.of(body.commit());
            // only where the end of the body had to be found, nobody can know where it is
            case UNSAFE -> counted ? refused(body, SmtpReply.UNSAFE_CHUNK) : context.end(SmtpReply.UNSAFE_BODY);
            case TOO_BIG -> refused(body, SmtpReply.MAIL_TOO_BIG);
            case HEADER_TOO_BIG -> refused(body, SmtpReply.HEADER_TOO_BIG);
            case LOOP -> refused(body, SmtpReply.MAIL_LOOP);
            case NOT_SPOOLED -> refused(body, SmtpReply.SPOOL_FULL);
        };
    }

    private List<Effect> refused(WithBody body, SmtpReply refusal) {
        boolean last = !(body instanceof ReceivingChunk chunk) || chunk.last();
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.DropBody());
        effects.addAll(last ? replies(body.transaction().recipients(), refusal) : context.reply(refusal));
        return effects;
    }

    List<Effect> committed(Effect.Commit commit, SmtpReply reply) {
        if (reply.isPositive()) {
            context.budget.mail();
        }
        return replies(commit.recipients(), reply);
    }

    /** LMTP answers for each recipient (RFC 2033 §4.2). */
    private List<Effect> replies(List<Recipient> recipients, SmtpReply reply) {
        List<Effect> effects = new ArrayList<>(context.reply(reply));
        if (context.lmtp() && !(context.state instanceof Closed)) {
            effects.addAll(Collections.nCopies(recipients.size() - 1, new Effect.Send(reply)));
        }
        return effects;
    }

    /** What comes behind a refused BDAT has to be read before the refusal is said. */
    List<Effect> refuse(Commanding at, Command command, SmtpReply refusal) {
        if (command instanceof Command.Bdat bdat) {
            context.state = at.skip(refusal);
            return List.of(new Effect.ReadBody(ChunkReader.skipping(bdat.size())));
        }
        return context.reply(refusal);
    }

    List<Effect> rset(Commanding at) {
        if (!(at instanceof Connected)) {
            context.state = new Greeted(at.peer());
        }
        return abandoning(context.junk(SmtpReply.OK));
    }

    /** A mail that has come in part is no longer wanted. */
    static List<Effect> abandoning(List<Effect> then) {
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.DropBody());
        effects.addAll(then);
        return effects;
    }
}
