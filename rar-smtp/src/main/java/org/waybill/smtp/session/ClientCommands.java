package org.waybill.smtp.session;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.Peer;
import org.waybill.smtp.SaslMechanism;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.PasswordRequest;
import org.waybill.smtp.listener.PasswordVerdict;
import org.waybill.smtp.listener.ScramRequest;
import org.waybill.smtp.listener.ScramVerdict;
import org.waybill.smtp.listener.Step;
import org.waybill.smtp.listener.StepRequest;
import org.waybill.smtp.session.SessionState.Authenticating;
import org.waybill.smtp.session.SessionState.ChunksGiven;
import org.waybill.smtp.session.SessionState.Commanding;
import org.waybill.smtp.session.SessionState.Connected;
import org.waybill.smtp.session.SessionState.Greeted;
import org.waybill.smtp.session.SessionState.InMail;
import org.waybill.smtp.session.sasl.SaslChannel;
import org.waybill.smtp.session.sasl.SaslExchange;
import org.waybill.smtp.session.sasl.SaslStep;

/** EHLO, STARTTLS, AUTH and XCLIENT: who the client is, and how safely it says so. */
final class ClientCommands {

    private final SessionContext context;

    ClientCommands(SessionContext context) {
        this.context = context;
    }

    /** The first words. */
    List<Effect> greet() {
        context.steps.forget();
        return context.steps.ask(
                new StepRequest(Step.CONNECT, context.state.peer(), context.spec.hostname()),
                this::greetAs,
                context::end);
    }

    private List<Effect> greetAs(String hostname) {
        if (!MailAddress.isDomain(hostname)) {
            return context.end(SmtpReply.NOT_AVAILABLE);
        }
        context.hostname = hostname;
        return SessionContext.send(SmtpReply.greeting(hostname, context.lmtp() ? "LMTP" : "ESMTP"));
    }

    List<Effect> hello(Commanding at, Command.Hello hello) {
        if (context.lmtp() != (hello.greeting() == Command.Greeting.LHLO)) {
            return context.reply(SmtpReply.COMMAND_UNKNOWN);
        }
        boolean extended = hello.greeting() != Command.Greeting.HELO;
        return context.steps.ask(
                new StepRequest(
                        extended ? Step.EHLO : Step.HELO, at.peer().withHelo(hello.name(), extended), hello.name()),
                name -> hello(at, name, extended),
                context::reply);
    }

    private List<Effect> hello(Commanding at, String name, boolean extended) {
        if (!CommandParser.isHelloName(name)) {
            return context.reply(SmtpReply.temporaryFailure());
        }
        Greeted greeted = at.hello(name, extended);
        context.state = greeted;
        String client = name + " " + ReceivedHeader.literal(greeted.peer().address());
        return MailCommands.abandoning(context.junk(
                extended
                        ? SmtpReply.ehlo(
                                context.hostname,
                                client,
                                context.capabilities.lines(greeted.peer(), context.channel.endPoint()))
                        : SmtpReply.helo(context.hostname, client)));
    }

    List<Effect> startTls(Peer peer) {
        if (!context.capabilities.offersStartTls(peer)) {
            return context.reply(peer.secured() ? SmtpReply.BAD_SEQUENCE : SmtpReply.NOT_SUPPORTED);
        }
        return List.of(new Effect.DropBody(), new Effect.UpgradeTls(SmtpReply.READY_FOR_TLS));
    }

    /** The handshake is done; the client begins anew. */
    List<Effect> secured(SecuredChannel now) {
        context.channel = now;
        if (context.state instanceof Commanding commanding) {
            context.state = commanding.secured(now.description());
        }
        return List.of();
    }

    List<Effect> auth(Command.Auth auth) {
        Peer peer = context.state.peer();
        if (!context.capabilities.speaksAuth()) {
            return context.reply(SmtpReply.NOT_SUPPORTED);
        }
        if (!peer.secured()) {
            return context.reply(SmtpReply.AUTH_NEEDS_TLS);
        }
        if (peer.authenticated() || !(context.state instanceof Greeted greeted)) {
            return context.reply(SmtpReply.BAD_SEQUENCE);
        }
        Set<SaslMechanism> offered = context.capabilities.mechanisms(context.channel.endPoint());
        Optional<SaslMechanism> mechanism = SaslMechanism.of(auth.mechanism()).filter(offered::contains);
        if (mechanism.isEmpty()) {
            return context.reply(SmtpReply.MECHANISM_UNKNOWN);
        }
        SaslChannel sasl = new SaslChannel(
                context.channel.endPoint(),
                offered.contains(SaslMechanism.SCRAM_SHA_256_PLUS),
                context.services.nonces(),
                context.services.fakes());
        SaslExchange exchange = SaslExchange.begin(mechanism.get(), sasl);
        Authenticating signingIn = greeted.authenticate(exchange);
        context.state = signingIn;
        return proceed(signingIn, auth.initialResponse().map(exchange::start).orElseGet(exchange::start));
    }

    List<Effect> passwordAnswered(PasswordVerdict verdict) {
        return context.state instanceof Authenticating signingIn
                ? proceed(signingIn, signingIn.exchange().password(verdict))
                : List.of();
    }

    List<Effect> scramAnswered(ScramVerdict verdict) {
        return context.state instanceof Authenticating signingIn
                ? proceed(signingIn, signingIn.exchange().scram(verdict))
                : List.of();
    }

    List<Effect> signInUndecided() {
        return context.state instanceof Authenticating signingIn
                ? leave(signingIn, SmtpReply.AUTH_UNDECIDED)
                : List.of();
    }

    private List<Effect> proceed(Authenticating signingIn, SaslStep step) {
        if (step instanceof SaslStep.Challenge challenge) {
            return SessionContext.send(SmtpReply.authChallenge(challenge.base64()));
        } else if (step instanceof SaslStep.AskPassword ask) {
            return ask(
                    signingIn.as(ask.user()),
                    peer -> new Effect.AskPassword(new PasswordRequest(peer, ask.user(), ask.password())));
        } else if (step instanceof SaslStep.AskScram ask) {
            return ask(signingIn.as(ask.user()), peer -> new Effect.AskScram(new ScramRequest(peer, ask.user())));
        } else if (step instanceof SaslStep.Succeeded succeeded) {
            context.services.throttle().succeeded(signingIn.peer().address(), signingIn.user());
            context.state = signingIn.succeeded(succeeded.user());
            return SessionContext.send(SmtpReply.AUTH_OK);
        } else if (step instanceof SaslStep.Failed) {
            context.services.throttle().failed(signingIn.peer().address(), signingIn.user());
            context.budget.authFailure();
            return leave(signingIn, SmtpReply.AUTH_FAILED);
        } else if (step instanceof SaslStep.Malformed) {
            return leave(signingIn, SmtpReply.AUTH_SYNTAX);
        } else if (step instanceof SaslStep.Cancelled) {
            return leave(signingIn, SmtpReply.AUTH_CANCELLED);
        }
        throw new AssertionError(step);
    }

    /** Who failed too often is stopped before the application is asked: guessing costs the guesser more than us. */
    private List<Effect> ask(Authenticating signingIn, Function<Peer, Effect> question) {
        context.state = signingIn;
        if (context.services.throttle().blocked(signingIn.peer().address(), signingIn.user())) {
            context.budget.authFailure();
            return leave(signingIn, SmtpReply.AUTH_BLOCKED);
        }
        return List.of(question.apply(signingIn.peer()));
    }

    private List<Effect> leave(Authenticating signingIn, SmtpReply reply) {
        context.state = signingIn.failed();
        return context.reply(reply);
    }

    List<Effect> xclient(Commanding at, Command.XClient xclient) {
        if (!context.capabilities.offered(at.peer()).contains(Extension.XCLIENT)) {
            return context.reply(SmtpReply.XCLIENT_REFUSED);
        }
        if (at instanceof InMail || at instanceof ChunksGiven) {
            return context.reply(SmtpReply.BAD_SEQUENCE);
        }
        Optional<Peer> client = Xclient.apply(xclient.attributes(), at.peer());
        if (client.isEmpty()) {
            return context.reply(SmtpReply.PARAMETER_SYNTAX);
        }
        context.state = new Connected(client.get());
        return greet();
    }

    /** A response of the client (RFC 4954 §4). */
    List<Effect> response(Authenticating signingIn, String line) {
        return proceed(signingIn, signingIn.exchange().response(line));
    }

    /** Something that is no response at all. */
    List<Effect> unreadable(Authenticating signingIn, List<Effect> effects) {
        if (context.state instanceof Authenticating) {
            context.state = signingIn.failed();
        }
        return effects;
    }
}
