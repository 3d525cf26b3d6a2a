package org.waybill.queue.agent.client;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.agent.client.Opening.Phase;
import org.waybill.queue.core.deliver.ReplyLine;
import org.waybill.queue.core.deliver.ReplyText;
import org.waybill.queue.core.mx.TlsFailure;
import org.waybill.queue.core.relay.Hop;
import org.waybill.queue.core.relay.Login;
import org.waybill.queue.core.relay.TlsTerms;
import org.waybill.queue.core.relay.Trust;

/** How a session begins: connection, greeting, EHLO, TLS, EHLO once more, AUTH. */
final class Introduction {

    private final Hop hop;
    private final TlsTerms terms;
    private final Tools tools;
    private final Witness witness;
    private String doing = "connect";
    private Phase phase = Phase.CONNECT;
    private Security security = Security.plain(TlsFailure.STARTTLS_NOT_SUPPORTED);
    private Extensions extensions = Extensions.NONE;

    private Introduction(Hop hop, TlsTerms terms, Tools tools, Witness witness) {
        this.hop = hop;
        this.terms = terms;
        this.tools = tools;
        this.witness = witness;
    }

    /**
     * What every session needs.
     *
     * @param dialer reaches hosts
     * @param keys who we are, and whom we trust
     * @param timeouts how long we wait
     * @param watchman looks after connections
     */
    record Tools(Dialer dialer, RelayKeys keys, RelayTimeouts timeouts, Watchman watchman) {}

    /** What came of it. */
    sealed interface Result {

        record Done(Conversation conversation) implements Result {}

        /**
         * @param line 4xx
         * @param troubleOrNull what was wrong with TLS, if it was that
         */
        record Not(ReplyLine line, Phase phase, @Nullable TlsFailure troubleOrNull) implements Result {

            Not(String reply, Phase phase, @Nullable TlsFailure troubleOrNull) {
                this(ReplyLine.ours(reply), phase, troubleOrNull);
            }

            Opening.Refused refused() {
                return new Opening.Refused(line, phase, troubleOrNull);
            }
        }
    }

    /** The host said no, in a reply that is one for our sender too. */
    private static final class Refusal extends IOException {

        private static final long serialVersionUID = 1L;

        private final String seen;

        /** @param seen what a witness is told instead */
        Refusal(String what, String seen) {
            super(what);
            this.seen = seen;
        }

        Refusal(String what) {
            this(what, what);
        }
    }

    /** All of it, with one more try in plain text where TLS is only a favour. */
    static Result with(Hop hop, Tools tools, Witness witness) {
        if (hop.login().isPresent() && !mandatory(hop.tls())) {
            String reply = ReplyText.oneLine("451 4.7.5 Signing in to " + hop + " needs TLS, which is not demanded");
            witness.saw("AUTH", false, () -> reply);
            return new Result.Not(reply, Phase.AUTH, null);
        }
        Result result = new Introduction(hop, hop.tls(), tools, witness).result();
        return result instanceof Result.Not not && not.phase() == Phase.TLS && hop.tls() instanceof TlsTerms.IfOffered
                ? new Introduction(hop, new TlsTerms.Never(), tools, witness)
                        .without(not.troubleOrNull())
                        .result()
                : result;
    }

    private static boolean mandatory(TlsTerms terms) {
        return terms instanceof TlsTerms.ByStartTls || terms instanceof TlsTerms.FromTheStart;
    }

    /** In plain text, after TLS has failed. */
    private Introduction without(@Nullable TlsFailure troubleOrNull) {
        security = Security.plain(troubleOrNull == null ? TlsFailure.VALIDATION_FAILURE : troubleOrNull);
        return this;
    }

    private Result result() {
        try {
            Wire wire = Wire.connect(hop, tools.dialer(), tools.timeouts(), tools.watchman());
            try {
                saw(wire::ends);
                introduce(wire);
                return new Result.Done(new Conversation(hop, wire, extensions, security));
            } catch (Refusal e) {
                witness.saw(doing, false, () -> ReplyText.oneLine(e.seen));
                new Conversation(hop, wire, extensions, security).leave();
                return new Result.Not(
                        ReplyText.oneLine(refused() + e.getMessage()),
                        phase,
                        trouble(TlsFailure.STARTTLS_NOT_SUPPORTED));
            } catch (IOException e) {
                wire.cut();
                throw e;
            }
        } catch (OwnKeys.Trouble e) {
            witness.saw(doing, false, () -> ReplyText.oneLine(SmtpFailure.reason(e)));
            ReplyLine line = ReplyLine.ours(
                    failed() + SmtpFailure.reason(e), failed() + "our own certificate or authorities cannot be used");
            return new Result.Not(line, phase, null);
        } catch (IOException e) {
            witness.saw(doing, false, () -> ReplyText.oneLine(SmtpFailure.reason(e)));
            return new Result.Not(
                    ReplyText.oneLine(failed() + SmtpFailure.reason(e)), phase, trouble(TlsFailure.of(e)));
        }
    }

    private @Nullable TlsFailure trouble(TlsFailure failure) {
        return phase == Phase.TLS ? failure : null;
    }

    private void saw(Supplier<String> text) {
        witness.saw(doing, true, text);
    }

    private String refused() {
        return switch (phase) {
            case CONNECT, GREETING -> "451 4.4.1 Refused by " + hop + ": ";
            case TLS -> "451 4.7.5 No TLS with " + hop + ": ";
            case AUTH -> "451 4.7.8 Not signed in to " + hop + ": ";
        };
    }

    private String failed() {
        return phase == Phase.CONNECT || phase == Phase.GREETING
                ? "451 4.4.1 No connection with " + hop + ": "
                : refused();
    }

    private void introduce(Wire wire) throws IOException {
        if (terms instanceof TlsTerms.FromTheStart start) {
            phase = Phase.TLS;
            secure(wire, start.trust());
        }
        phase = Phase.GREETING;
        doing = "greeting";
        Reply greeting = wire.hear(tools.timeouts().greeting());
        if (!greeting.positive()) {
            throw new Refusal(greeting.line());
        }
        saw(greeting::line);
        greet(wire);
        if (terms instanceof TlsTerms.ByStartTls byStartTls) {
            phase = Phase.TLS;
            doing = "STARTTLS";
            if (!extensions.offers("STARTTLS")) {
                throw new Refusal("STARTTLS is not offered");
            }
            startTls(wire, byStartTls.trust());
        } else if (terms instanceof TlsTerms.IfOffered && extensions.offers("STARTTLS")) {
            phase = Phase.TLS;
            startTls(wire, new Trust.Anyone());
        }
        if (hop.login().isPresent()) {
            phase = Phase.AUTH;
            signIn(wire, hop.login().get());
        }
    }

    private void signIn(Wire wire, Login login) throws IOException {
        doing = "AUTH";
        Authentication authentication =
                new Authentication(wire, login, tools.timeouts().command());
        Optional<String> trouble = authentication.by(extensions);
        if (trouble.isPresent()) {
            throw new Refusal(trouble.get(), authentication.how() + ": " + trouble.get());
        }
        saw(authentication::how);
    }

    private void greet(Wire wire) throws IOException {
        boolean lmtp = hop.protocol() == Hop.Protocol.LMTP;
        doing = lmtp ? "LHLO" : "EHLO";
        Reply reply = ask(wire, doing + " " + hop.helo());
        phase = Phase.GREETING;
        if (reply.positive()) {
            extensions = Extensions.of(reply);
            saw(reply::line);
            return;
        }
        if (lmtp || !reply.permanent()) {
            throw new Refusal(reply.line());
        }
        witness.saw(doing, false, reply::line);
        extensions = Extensions.NONE;
        doing = "HELO";
        Reply plain = ask(wire, "HELO " + hop.helo());
        if (!plain.positive()) {
            throw new Refusal(plain.line());
        }
        saw(plain::line);
    }

    private void startTls(Wire wire, Trust trust) throws IOException {
        doing = "STARTTLS";
        Reply reply = ask(wire, "STARTTLS");
        if (reply.code() != 220) {
            throw new Refusal(reply.line());
        }
        if (!wire.quiet()) {
            // somebody speaks for the host, and wants it to be believed inside of TLS (CVE-2011-0411)
            throw new IOException("the host said more than 220 to STARTTLS");
        }
        saw(reply::line);
        secure(wire, trust);
        // in TLS 1.3 the host may still refuse a handshake that is over for us: only a word of it shows that it did not
        greet(wire);
    }

    private void secure(Wire wire, Trust trust) throws IOException {
        doing = "TLS";
        TlsLayer layer = new TlsLayer(hop, trust, new OwnKeys(tools.keys()), witness);
        wire.secure(layer, tools.timeouts().command());
        security = layer.security();
        saw(security::text);
    }

    private Reply ask(Wire wire, String command) throws IOException {
        wire.send(command + "\r\n");
        return wire.hear(tools.timeouts().command());
    }
}
