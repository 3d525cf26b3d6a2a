package org.waybill.smtp.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.waybill.smtp.BodyType;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.MailTransaction.Recipient;
import org.waybill.smtp.listener.RecipientRequest;
import org.waybill.smtp.listener.RecipientVerdict;
import org.waybill.smtp.listener.SenderRequest;
import org.waybill.smtp.listener.SenderVerdict;
import org.waybill.smtp.listener.Step;
import org.waybill.smtp.listener.StepRequest;
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
        StepRequest step =
                new StepRequest(Step.MAIL, greeted.peer(), mail.sender().toString(), mail.sender(), List.of());
        return context.steps.ask(step, argument -> begin(greeted, mail, argument), context::reply);
    }

    private List<Effect> begin(Greeted greeted, Command.Mail mail, String argument) {
        Optional<ReversePath> sender = argument.equals(mail.sender().toString())
                ? Optional.of(mail.sender())
                : Rewriting.sender(argument, mail.parameters());
        if (sender.isEmpty()) {
            return context.reply(SmtpReply.temporaryFailure());
        }
        mails++;
        context.state = greeted.mail(context.services.ids().get(), sender.get(), mail.parameters());
        return context.spec.auth().checksSender() && greeted.peer().authenticated()
                ? List.of(new Effect.AskSender(new SenderRequest(greeted.peer(), sender.get(), mail.parameters())))
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
        return context.steps.ask(
                request(Step.RCPT, mail, rcpt.recipient().toString()),
                argument -> ask(mail, rcpt, argument),
                reply -> refused(mail, reply));
    }

    private List<Effect> ask(InMail mail, Command.Rcpt rcpt, String argument) {
        Optional<MailAddress> recipient = argument.equals(rcpt.recipient().toString())
                ? Optional.of(rcpt.recipient())
                : Rewriting.recipient(argument, mail.mail().parameters());
        return recipient.isPresent()
                ? List.of(new Effect.AskRecipient(mail.request(recipient.get(), rcpt.parameters())))
                : refused(mail, SmtpReply.temporaryFailure());
    }

    private List<Effect> refused(InMail mail, SmtpReply reply) {
        context.state = mail.refused(reply.isTransient());
        return context.reply(reply);
    }

    private static StepRequest request(Step step, InMail mail, String argument) {
        return new StepRequest(
                step,
                mail.mail().peer(),
                argument,
                mail.mail().sender(),
                mail.recipients().stream().map(Recipient::address).toList());
    }

    List<Effect> answered(RecipientRequest request, RecipientVerdict verdict) {
        if (!(context.state instanceof InMail mail)) {
            return List.of();
        }
        if (verdict instanceof RecipientVerdict.Accepted accepted) {
            context.state = mail.accepted(new Recipient(request.recipient(), request.rcpt(), accepted.plan()));
            return SessionContext.send(SmtpReply.recipientOk());
        } else if (verdict instanceof RecipientVerdict.Refused refused) {
            return refused(mail, refused.reply());
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
        return context.steps.ask(request(Step.DATA, transaction, ""), argument -> receive(transaction), context::reply);
    }

    private List<Effect> receive(RecipientsGiven transaction) {
        context.state = transaction.data();
        return List.of(
                new Effect.Send(SmtpReply.START_MAIL_INPUT),
                new Effect.OpenBody(trace(transaction)),
                new Effect.ReadBody(new BodyDecoder(context.spec.maxMessageSize(), context.spec.headerRequired())));
    }

    List<Effect> bdat(Commanding at, Command.Bdat bdat) {
        if (at instanceof RecipientsGiven transaction) {
            return context.steps.ask(
                    request(Step.DATA, transaction, ""),
                    argument -> firstChunk(transaction, bdat),
                    reply -> refuse(at, bdat, reply));
        }
        return at instanceof ChunksGiven chunks ? chunk(chunks, bdat) : refuse(at, bdat, refusalOfBody());
    }

    private List<Effect> firstChunk(RecipientsGiven transaction, Command.Bdat bdat) {
        ChunkedMail chunked = new ChunkedMail(
                transaction.mail().parameters().body(), context.spec.maxMessageSize(), context.spec.headerRequired());
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.OpenBody(trace(transaction)));
        effects.addAll(chunk(transaction.chunks(chunked), bdat));
        return effects;
    }

    private List<Effect> chunk(ChunksGiven chunks, Command.Bdat bdat) {
        context.state = chunks.receive(bdat.last());
        return List.of(new Effect.ReadBody(ChunkReader.of(chunks.chunked(), bdat.size(), bdat.last())));
    }

    private ReceivedHeader trace(RecipientsGiven transaction) {
        return new ReceivedHeader(
                context.spec, context.hostname, transaction.mail(), transaction.recipients(), context.steps.junk());
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
            case COMPLETE -> complete(body);
            // only where the end of the body had to be found, nobody can know where it is
            case UNSAFE -> counted ? refused(body, SmtpReply.UNSAFE_CHUNK) : context.end(SmtpReply.UNSAFE_BODY);
            case TOO_BIG -> refused(body, SmtpReply.MAIL_TOO_BIG);
            case HEADER_TOO_BIG -> refused(body, SmtpReply.HEADER_TOO_BIG);
            case NO_HEADER -> refused(body, SmtpReply.NO_HEADER);
            case LOOP -> refused(body, SmtpReply.MAIL_LOOP);
            case NOT_SPOOLED -> refused(body, SmtpReply.SPOOL_FULL);
        };
    }

    private List<Effect> complete(WithBody body) {
        RecipientsGiven transaction = body.transaction();
        return context.steps.ask(
                request(Step.COMMIT, transaction, ""),
                argument -> List.of(body.commit()),
                reply -> refused(body, reply));
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
