package org.waybill.smtp.session;

import java.util.List;
import java.util.Set;
import org.waybill.smtp.Peer;
import org.waybill.smtp.ReverseName;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.ListenerSpec;
import org.waybill.smtp.listener.PasswordVerdict;
import org.waybill.smtp.listener.RecipientRequest;
import org.waybill.smtp.listener.RecipientVerdict;
import org.waybill.smtp.listener.ScramVerdict;
import org.waybill.smtp.listener.SenderVerdict;
import org.waybill.smtp.listener.SessionLimits;
import org.waybill.smtp.listener.StepVerdict;
import org.waybill.smtp.session.SessionState.Authenticating;
import org.waybill.smtp.session.SessionState.Commanding;
import org.waybill.smtp.session.SessionState.Connected;
import org.waybill.smtp.session.SessionState.Greeted;

/**
 * One SMTP or LMTP session as the server sees it (RFC 5321 §3, RFC 2033). Every method takes what happened and returns
 * what is to be done; the transport feeds one event after the other and never a command while an answer is outstanding, so
 * replies keep the order of the commands (RFC 2920 §3.2). {@link SessionState} has the diagram.
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
            Command.XClient.class,
            Command.Malformed.class,
            Command.Fatal.class);

    /** In characters: what a command line may have; only what signs in may be longer (RFC 4954 §4). */
    private static final int MAX_COMMAND = 2_048 - 2;

    private final SessionContext context;
    private final ClientCommands client;
    private final MailCommands mails;

    /**
     * @param peer as it connected
     * @param channel what TLS came to, where TLS came first
     */
    public SmtpSession(
            ListenerSpec spec, SessionLimits limits, Peer peer, SecuredChannel channel, SessionServices services) {
        this.context = new SessionContext(spec, limits, peer, channel, services);
        this.client = new ClientCommands(context);
        this.mails = new MailCommands(context);
    }

    public SessionState state() {
        return context.state;
    }

    /** Whether no mail transaction would suffer if the session ended now. */
    public boolean idle() {
        return context.state instanceof Connected || context.state instanceof Greeted;
    }

    /** The first words. */
    public List<Effect> greet() {
        return client.greet();
    }

    /** A command line, or what came in place of one. */
    public List<Effect> on(CommandLine line) {
        if (context.state instanceof Authenticating signingIn) {
            return line instanceof CommandLine.Read read
                    ? client.response(signingIn, read.text())
                    : client.unreadable(signingIn, broken(line));
        }
        if (context.state instanceof Commanding commanding) {
            return line instanceof CommandLine.Read read ? command(commanding, read.text()) : broken(line);
        }
        return List.of();
    }

    private List<Effect> broken(CommandLine line) {
        if (line instanceof CommandLine.TooLong) {
            return context.reply(SmtpReply.LINE_TOO_LONG);
        } else if (line instanceof CommandLine.NotUtf8) {
            return context.reply(SmtpReply.NOT_UTF8);
        } else if (line instanceof CommandLine.Endless) {
            return context.end(SmtpReply.LINE_TOO_LONG);
        }
        // before EHLO it is most likely a TLS hello or another binary protocol
        return context.end(context.state instanceof Connected ? SmtpReply.NOT_SMTP : SmtpReply.UNSAFE_COMMAND);
    }

    private List<Effect> command(Commanding at, String line) {
        Command command = CommandParser.parse(line, context.capabilities.offered(at.peer()));
        if (line.length() > MAX_COMMAND && !(command instanceof Command.Auth)) {
            return context.reply(SmtpReply.LINE_TOO_LONG);
        }
        if (context.capabilities.demandsTls(at.peer()) && !BEFORE_TLS.contains(command.getClass())) {
            return mails.refuse(at, command, SmtpReply.STARTTLS_FIRST);
        }
        if (command instanceof Command.Hello hello) {
            return client.hello(at, hello);
        } else if (command instanceof Command.Mail mail) {
            return mails.mail(mail);
        } else if (command instanceof Command.Rcpt rcpt) {
            return mails.rcpt(rcpt);
        } else if (command instanceof Command.Data) {
            return mails.data();
        } else if (command instanceof Command.Bdat bdat) {
            return mails.bdat(at, bdat);
        } else if (command instanceof Command.Rset) {
            return mails.rset(at);
        } else if (command instanceof Command.StartTls) {
            return client.startTls(at.peer());
        } else if (command instanceof Command.Auth auth) {
            return client.auth(auth);
        } else if (command instanceof Command.XClient xclient) {
            return client.xclient(at, xclient);
        } else if (command instanceof Command.Noop) {
            return context.junk(SmtpReply.OK);
        } else if (command instanceof Command.Vrfy) {
            return context.junk(SmtpReply.CANNOT_VRFY);
        } else if (command instanceof Command.Expn) {
            return context.reply(SmtpReply.NOT_IMPLEMENTED);
        } else if (command instanceof Command.Help) {
            return context.junk(SmtpReply.HELP);
        } else if (command instanceof Command.Quit) {
            return context.end(SmtpReply.BYE);
        } else if (command instanceof Command.Unknown) {
            return context.reply(SmtpReply.COMMAND_UNKNOWN);
        } else if (command instanceof Command.Malformed malformed) {
            return context.reply(malformed.reply());
        } else if (command instanceof Command.Fatal fatal) {
            return context.end(fatal.reply());
        }
        throw new AssertionError(command);
    }

    // ---- what became of effects

    /** The answer to {@link Effect.AskStep}. */
    public List<Effect> stepAnswered(StepVerdict verdict) {
        return context.steps.answered(verdict);
    }

    /** Neither a yes nor a no could be had for {@link Effect.AskStep}. */
    public List<Effect> stepUndecided() {
        return context.steps.undecided();
    }

    /** The answer to {@link Effect.AwaitName}. */
    public List<Effect> named(ReverseName name) {
        return context.steps.named(name);
    }

    /** Octets came while the client was still to wait for the greeting. */
    public List<Effect> talkedTooEarly() {
        return context.end(SmtpReply.TALKED_TOO_EARLY);
    }

    /** The answer to {@link Effect.AskSender}. */
    public List<Effect> senderAnswered(SenderVerdict verdict) {
        return mails.senderAnswered(verdict);
    }

    /** The answer to {@link Effect.AskRecipient}. */
    public List<Effect> answered(RecipientRequest request, RecipientVerdict verdict) {
        return mails.answered(request, verdict);
    }

    /** The end of {@link Effect.ReadBody}. */
    public List<Effect> bodyEnded(BodyOutcome outcome) {
        return mails.bodyEnded(outcome);
    }

    /** The answer to {@link Effect.Commit}. */
    public List<Effect> committed(Effect.Commit commit, SmtpReply reply) {
        return mails.committed(commit, reply);
    }

    /** The answer to {@link Effect.AskPassword}. */
    public List<Effect> passwordAnswered(PasswordVerdict verdict) {
        return client.passwordAnswered(verdict);
    }

    /** The answer to {@link Effect.AskScram}. */
    public List<Effect> scramAnswered(ScramVerdict verdict) {
        return client.scramAnswered(verdict);
    }

    /** Neither a yes nor a no could be had for {@link Effect.AskPassword} or {@link Effect.AskScram}. */
    public List<Effect> signInUndecided() {
        return client.signInUndecided();
    }

    /** The handshake of {@link Effect.UpgradeTls} is done; the client begins anew. */
    public List<Effect> secured(SecuredChannel channel) {
        return client.secured(channel);
    }

    /** Octets came behind STARTTLS, before the answer to it: an attempt to have them run inside TLS (CVE-2011-0411). */
    public List<Effect> injected() {
        return context.end(SmtpReply.NOTHING_AFTER_STARTTLS);
    }

    // ---- the end

    /** The client let a deadline pass (RFC 5321 §4.5.3.2.7). */
    public List<Effect> timedOut() {
        return context.end(SmtpReply.TIMEOUT);
    }

    /** The server stops (RFC 5321 §3.8: 421 is the word for it). */
    public List<Effect> shutDown() {
        return context.end(SmtpReply.SHUTTING_DOWN);
    }
}
