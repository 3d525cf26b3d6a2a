package org.waybill.smtp.session;

import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.Peer;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.ListenerSpec;
import org.waybill.smtp.listener.MailTransaction.Recipient;
import org.waybill.smtp.listener.RecipientRequest;
import org.waybill.smtp.listener.RecipientVerdict;
import org.waybill.smtp.listener.SessionLimits;
import org.waybill.smtp.session.SessionState.Closed;
import org.waybill.smtp.session.SessionState.Commanding;
import org.waybill.smtp.session.SessionState.Connected;
import org.waybill.smtp.session.SessionState.Greeted;
import org.waybill.smtp.session.SessionState.InMail;
import org.waybill.smtp.session.SessionState.MailGiven;
import org.waybill.smtp.session.SessionState.ReceivingBody;
import org.waybill.smtp.session.SessionState.RecipientsGiven;

/**
 * One SMTP session as the server sees it (RFC 5321 §3). Every method takes what happened and returns what is to be done;
 * the transport feeds one event after the other and never a command while an answer is outstanding, so replies keep the
 * order of the commands (RFC 2920 §3.2). {@link SessionState} has the diagram.
 *
 * <p>Each command runs in the same three steps: may it come now, is it within the limits, then the transition.
 */
public final class SmtpSession {

    /** What may be said in clear to a listener that demands TLS (RFC 3207 §4). */
    private static final Set<Class<? extends Command>> BEFORE_TLS = Set.of(
            Command.Hello.class,
            Command.StartTls.class,
            Command.Noop.class,
            Command.Help.class,
            Command.Rset.class,
            Command.Quit.class,
            Command.Malformed.class,
            Command.Fatal.class);

    private final ListenerSpec spec;
    private final SessionLimits limits;
    private final Supplier<MessageId> ids;
    private final BooleanSupplier spoolFull;
    private final Capabilities capabilities;
    private SessionState state;
    private int mails;
    private int errors;

    /**
     * @param peer with TLS already, where TLS came first
     * @param ids asked once at each MAIL
     * @param spoolFull asked once at each MAIL: whether there is no room for another mail
     */
    public SmtpSession(
            ListenerSpec spec, SessionLimits limits, Peer peer, Supplier<MessageId> ids, BooleanSupplier spoolFull) {
        this.spec = spec;
        this.limits = limits;
        this.ids = ids;
        this.spoolFull = spoolFull;
        this.capabilities = new Capabilities(spec);
        this.state = new Connected(peer);
    }

    public SessionState state() {
        return state;
    }

    /** Whether no mail transaction would suffer if the session ended now. */
    public boolean idle() {
        return state instanceof Connected || state instanceof Greeted;
    }

    /** The first words. */
    public List<Effect> greet() {
        return send(SmtpReply.greeting(spec.hostname()));
    }

    /** A command line, or what came in place of one. */
    public List<Effect> on(CommandLine line) {
        if (!(state instanceof Commanding commanding)) {
            return List.of();
        }
        if (line instanceof CommandLine.Read read) {
            return command(commanding, CommandParser.parse(read.text()));
        }
        if (line instanceof CommandLine.TooLong) {
            return reply(SmtpReply.LINE_TOO_LONG);
        }
        if (line instanceof CommandLine.NotUtf8) {
            return reply(SmtpReply.NOT_UTF8);
        }
        if (line instanceof CommandLine.Endless) {
            return end(SmtpReply.LINE_TOO_LONG);
        }
        // before EHLO it is most likely a TLS hello or another binary protocol
        return end(state instanceof Connected ? SmtpReply.NOT_SMTP : SmtpReply.UNSAFE_COMMAND);
    }

    private List<Effect> command(Commanding at, Command command) {
        if (capabilities.demandsTls(at.peer()) && !BEFORE_TLS.contains(command.getClass())) {
            return reply(SmtpReply.STARTTLS_FIRST);
        }
        if (command instanceof Command.Hello hello) {
            return hello(at, hello);
        } else if (command instanceof Command.Mail mail) {
            return mail(mail);
        } else if (command instanceof Command.Rcpt rcpt) {
            return rcpt(rcpt);
        } else if (command instanceof Command.Data) {
            return data();
        } else if (command instanceof Command.Rset) {
            return rset();
        } else if (command instanceof Command.StartTls) {
            return startTls(at.peer());
        } else if (command instanceof Command.Noop) {
            return send(SmtpReply.OK);
        } else if (command instanceof Command.Vrfy) {
            return send(SmtpReply.CANNOT_VRFY);
        } else if (command instanceof Command.Expn) {
            return reply(SmtpReply.NOT_IMPLEMENTED);
        } else if (command instanceof Command.Help) {
            return send(SmtpReply.HELP);
        } else if (command instanceof Command.Quit) {
            return end(SmtpReply.BYE);
        } else if (command instanceof Command.Unknown) {
            return reply(SmtpReply.COMMAND_UNKNOWN);
        } else if (command instanceof Command.Malformed malformed) {
            return reply(malformed.reply());
        } else if (command instanceof Command.Fatal fatal) {
            return end(fatal.reply());
        }
        throw new AssertionError(command);
    }

    private List<Effect> hello(Commanding at, Command.Hello hello) {
        Greeted greeted = at.hello(hello.name(), hello.extended());
        state = greeted;
        String client =
                hello.name() + " " + ReceivedHeader.literal(greeted.peer().address());
        return send(
                hello.extended()
                        ? SmtpReply.ehlo(spec.hostname(), client, capabilities.lines(greeted.peer()))
                        : SmtpReply.helo(spec.hostname(), client));
    }

    private List<Effect> mail(Command.Mail mail) {
        if (!(state instanceof Greeted greeted)) {
            return reply(SmtpReply.BAD_SEQUENCE);
        }
        if (mails >= limits.mailsPerSession()) {
            return reply(SmtpReply.TOO_MANY_MAILS);
        }
        if (mail.parameters().declaredSize() > spec.maxMessageSize()) {
            return reply(SmtpReply.MAIL_TOO_BIG);
        }
        if (spoolFull.getAsBoolean()) {
            return reply(SmtpReply.SPOOL_FULL);
        }
        mails++;
        state = greeted.mail(ids.get(), mail.sender(), mail.parameters());
        return send(SmtpReply.OK);
    }

    private List<Effect> rcpt(Command.Rcpt rcpt) {
        if (!(state instanceof InMail mail)) {
            return reply(SmtpReply.BAD_SEQUENCE);
        }
        if (mail.recipients().size() >= limits.recipients()) {
            return reply(SmtpReply.TOO_MANY_RECIPIENTS);
        }
        return List.of(new Effect.AskRecipient(mail.request(rcpt.recipient(), rcpt.parameters())));
    }

    /** The answer to {@link Effect.AskRecipient}. */
    public List<Effect> answered(RecipientRequest request, RecipientVerdict verdict) {
        if (!(state instanceof InMail mail)) {
            return List.of();
        }
        if (verdict instanceof RecipientVerdict.Accepted accepted) {
            state = mail.accepted(new Recipient(request.recipient(), request.rcpt(), accepted.plan()));
            return send(SmtpReply.recipientOk());
        } else if (verdict instanceof RecipientVerdict.Refused refused) {
            state = mail.refused(refused.reply().isTransient());
            return reply(refused.reply());
        }
        throw new AssertionError(verdict);
    }

    private List<Effect> data() {
        if (state instanceof RecipientsGiven transaction) {
            state = transaction.data();
            ReceivedHeader header = new ReceivedHeader(
                    spec.hostname(), state.peer(), transaction.mail().id(), transaction.recipients());
            return List.of(
                    new Effect.Send(SmtpReply.START_MAIL_INPUT), new Effect.ReceiveBody(header, spec.maxMessageSize()));
        }
        if (state instanceof MailGiven mail) {
            return reply(
                    switch (mail.refusals()) {
                        case NONE -> SmtpReply.BAD_SEQUENCE;
                        case PERMANENT -> SmtpReply.NO_VALID_RECIPIENTS;
                        // 554 would turn a trouble of ours into the sender's permanent error
                        case TRANSIENT -> SmtpReply.NO_RECIPIENTS_YET;
                    });
        }
        return reply(SmtpReply.BAD_SEQUENCE);
    }

    /** The end of {@link Effect.ReceiveBody}. */
    public List<Effect> bodyEnded(BodyOutcome outcome) {
        if (!(state instanceof ReceivingBody body)) {
            return List.of();
        }
        state = body.ended();
        return switch (outcome) {
            case COMPLETE -> List.of(body.commit());
            case UNSAFE -> end(SmtpReply.UNSAFE_BODY);
            case TOO_BIG -> reply(SmtpReply.MAIL_TOO_BIG);
            case HEADER_TOO_BIG -> reply(SmtpReply.HEADER_TOO_BIG);
            case LOOP -> reply(SmtpReply.MAIL_LOOP);
            case NOT_SPOOLED -> reply(SmtpReply.SPOOL_FULL);
        };
    }

    /** The answer to {@link Effect.Commit}. */
    public List<Effect> committed(SmtpReply reply) {
        return reply(reply);
    }

    private List<Effect> rset() {
        if (state instanceof InMail mail) {
            state = mail.reset();
        }
        return send(SmtpReply.OK);
    }

    private List<Effect> startTls(Peer peer) {
        if (!capabilities.offersStartTls(peer)) {
            return reply(peer.secured() ? SmtpReply.BAD_SEQUENCE : SmtpReply.NOT_IMPLEMENTED);
        }
        return List.of(new Effect.UpgradeTls(SmtpReply.READY_FOR_TLS));
    }

    /** The handshake is done; the client begins anew. */
    public List<Effect> secured(String protocolAndCipher) {
        if (state instanceof Commanding commanding) {
            state = commanding.secured(protocolAndCipher);
        }
        return List.of();
    }

    /** Octets came behind STARTTLS, before the answer to it: an attempt to have them run inside TLS (CVE-2011-0411). */
    public List<Effect> injected() {
        return end(SmtpReply.NOTHING_AFTER_STARTTLS);
    }

    /** The client let a deadline pass (RFC 5321 §4.5.3.2.7). */
    public List<Effect> timedOut() {
        return end(SmtpReply.TIMEOUT);
    }

    /** The server stops (RFC 5321 §3.8: 421 is the word for it). */
    public List<Effect> shutDown() {
        return end(SmtpReply.SHUTTING_DOWN);
    }

    private List<Effect> end(SmtpReply last) {
        if (state instanceof Closed) {
            return List.of();
        }
        state = state.closed();
        return List.of(new Effect.Send(last), new Effect.Close());
    }

    private static List<Effect> send(SmtpReply reply) {
        return List.of(new Effect.Send(reply));
    }

    /** Sends a reply that may be a permanent refusal; too many of these end the session. */
    private List<Effect> reply(SmtpReply reply) {
        if (reply.isPermanent()) {
            errors++;
        }
        return errors > limits.errors() ? end(SmtpReply.TOO_MANY_ERRORS) : send(reply);
    }
}
