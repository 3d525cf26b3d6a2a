package org.waybill.queue.agent.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.core.deliver.BodyScan;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.relay.Hop;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.RouteLimits;
import org.waybill.queue.core.relay.TlsChoice;
import org.waybill.queue.core.relay.TlsTerms;
import org.waybill.smtp.BodyType;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MailParameters.ReturnedContent;

/** A client with servers to talk to, all closed together. */
final class ClientRig implements AutoCloseable {

    static final String OUR_NAME = "mx.waybill.test";

    static final Duration LONG = Duration.ofSeconds(30);
    static final Duration SHORT = Duration.ofMillis(200);
    static final Duration HOUR = Duration.ofHours(1);
    static final RelayTimeouts PATIENT = new RelayTimeouts(LONG, LONG, LONG, LONG, LONG, LONG, LONG);

    /** Many mails, and idle for longer than any test. */
    static final RouteLimits LIMITS = limits(10, 100, Duration.ofMinutes(10), 25);

    /** Of a content that has no lines. */
    static final MailParameters BINARY =
            new MailParameters(0, BodyType.BINARY_MIME, false, false, ReturnedContent.UNSAID, "");

    private final ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor();
    private final List<ScriptedSmtpServer> servers = new ArrayList<>();
    private final RelayKeys keys;

    /** What the sessions' clock says; it stands still. */
    volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

    private final List<RelaySessions> opened = new ArrayList<>();

    ClientRig(RelayKeys keys) {
        this.keys = keys;
    }

    ClientRig() {
        this(runtimeKeys());
    }

    static RelayKeys runtimeKeys() {
        try {
            return new KeyFiles(pki -> Optional.empty(), ca -> Optional.empty());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static RouteLimits limits(int perHost, int mails, Duration keepAlive, int failures) {
        return new RouteLimits(
                perHost,
                100,
                100,
                100,
                100,
                100,
                Duration.ZERO,
                mails,
                keepAlive,
                failures,
                List.of(RouteLimits.Family.values()));
    }

    ScriptedSmtpServer closing(ScriptedSmtpServer server) {
        servers.add(server);
        return server;
    }

    ScriptedSmtpServer sink() throws Exception {
        return closing(ScriptedSmtpServer.plain());
    }

    RelaySessions sessions(RelayTimeouts timeouts) {
        RelaySessions sessions = new RelaySessions(Dialer.TCP, keys, timeouts, schedule, () -> now);
        opened.add(sessions);
        return sessions;
    }

    RelaySessions sessions() {
        return sessions(PATIENT);
    }

    static Hop hop(Hop.Protocol protocol, ScriptedSmtpServer server, TlsTerms tls) {
        return new Hop(
                protocol,
                "localhost",
                InetAddress.getLoopbackAddress(),
                server.port(),
                tls,
                null,
                OUR_NAME,
                null,
                "",
                TlsChoice.USUAL);
    }

    static Hop hop(ScriptedSmtpServer server) {
        return hop(Hop.Protocol.SMTP, server, new TlsTerms.Never());
    }

    static Hop sentFrom(Hop hop, InetAddress source) {
        return like(hop, hop.helo(), source);
    }

    static Hop withHelo(Hop hop, String helo) {
        return like(hop, helo, hop.sourceOrNull());
    }

    private static Hop like(Hop hop, String helo, @Nullable InetAddress sourceOrNull) {
        return new Hop(
                hop.protocol(),
                hop.host(),
                hop.address(),
                hop.port(),
                hop.tls(),
                null,
                helo,
                sourceOrNull,
                hop.pki(),
                hop.ciphers());
    }

    static RelaySession open(RelaySessions sessions, Hop hop) {
        return open(sessions, hop, LIMITS);
    }

    static RelaySession open(RelaySessions sessions, Hop hop, RouteLimits limits) {
        return assertInstanceOf(Opening.Open.class, take(sessions, hop, limits)).session();
    }

    /** For an action of which nothing else is known. */
    static Opening take(RelaySessions sessions, Hop hop, RouteLimits limits) {
        return sessions.take(claim(hop, limits));
    }

    static SessionClaim claim(Hop hop, RouteLimits limits) {
        return new SessionClaim(
                hop, "act", hop.host(), new RelayUrl(RelayUrl.Schema.SMTP, hop.host(), hop.port()), limits);
    }

    static Sending sending(RelaySession session, DeliveryJob job) {
        try {
            return session.send(job, BodyScan.of(job.body()), "relay there", again -> {});
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Map<EnvelopeId, Outcome> send(RelaySession session, DeliveryJob job) {
        return assertInstanceOf(Sending.Answered.class, sending(session, job)).outcomes();
    }

    /** Kinds and replies, in the order of the recipients. */
    static List<String> outcomes(RelaySession session, DeliveryJob job) {
        Map<EnvelopeId, Outcome> outcomes = send(session, job);
        List<String> texts = new ArrayList<>();
        for (Envelope envelope : job.envelopes()) {
            Outcome outcome = outcomes.get(envelope.id());
            texts.add(outcome == null ? "none" : outcome.getClass().getSimpleName() + " " + outcome.reply());
        }
        assertEquals(job.envelopes().size(), outcomes.size());
        return texts;
    }

    /** Takes a session, sends a mail to bob and gives it back. */
    static Outcome sendTo(RelaySessions sessions, Hop hop, RouteLimits limits) {
        Envelope bob = TestMail.envelope("bob@example.org");
        try (RelaySession session = open(sessions, hop, limits)) {
            return send(session, TestMail.job(TestMail.TEXT, bob))
                    .values()
                    .iterator()
                    .next();
        }
    }

    static Outcome sendTo(RelaySessions sessions, Hop hop) {
        return sendTo(sessions, hop, LIMITS);
    }

    /** To {@code a@x.org}, {@code b@x.org} … */
    static Envelope[] recipients(int count) {
        Envelope[] envelopes = new Envelope[count];
        for (int i = 0; i < count; i++) {
            String user = count > 26 ? "user" + i : String.valueOf((char) ('a' + i));
            envelopes[i] = TestMail.envelope(i + 1, "alice@example.com", user + "@x.org", "act");
        }
        return envelopes;
    }

    static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        opened.forEach(RelaySessions::close);
        servers.forEach(ScriptedSmtpServer::close);
        schedule.shutdownNow();
    }
}
