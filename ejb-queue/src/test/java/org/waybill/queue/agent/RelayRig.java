package org.waybill.queue.agent;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.waybill.queue.agent.client.Dialer;
import org.waybill.queue.agent.client.KeyFiles;
import org.waybill.queue.agent.client.RelayKeys;
import org.waybill.queue.agent.client.RelaySessions;
import org.waybill.queue.agent.client.RelayTimeouts;
import org.waybill.queue.agent.client.ScriptedSmtpServer;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.queue.core.mx.TlsResult;
import org.waybill.queue.core.relay.MtaLimits;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.RouteLimits;
import org.waybill.queue.core.relay.RouteLimits.Family;

/** A relay with servers to talk to, all closed together. */
final class RelayRig implements AutoCloseable {

    static final Duration LONG = Duration.ofSeconds(30);
    static final Duration SHORT = Duration.ofMillis(200);
    static final RelayTimeouts PATIENT = timeouts(LONG, LONG, LONG, LONG);

    /** A session for each mail, so that a conversation is over with its mail. */
    private static final MtaLimits ONE_MAIL = limits(1, Duration.ZERO);

    /** All hosts live here. */
    static final Dialer TO_LOOPBACK = (socket, sourceOrNull, remote, patience) -> socket.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), remote.getPort()), (int) patience.toMillis());

    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
    final List<TlsResult> reports = new ArrayList<>();
    private final List<ScriptedSmtpServer> servers = new ArrayList<>();
    private final List<RelaySessions> opened = new ArrayList<>();
    private final RelayKeys keys;
    private final Dialer dialer;

    /** @param keys of the relay */
    RelayRig(RelayKeys keys) {
        this(keys, Dialer.TCP);
    }

    /** @param dialer of the relay, which trusts whom the JDK trusts */
    RelayRig(Dialer dialer) {
        this(standardKeys(), dialer);
    }

    private RelayRig(RelayKeys keys, Dialer dialer) {
        this.keys = keys;
        this.dialer = dialer;
    }

    /** Trusts whom the JDK trusts. */
    RelayRig() {
        this(standardKeys());
    }

    private static RelayKeys standardKeys() {
        try {
            return new KeyFiles(pki -> Optional.empty(), ca -> Optional.empty());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static MtaLimits limits(int mails, Duration keepAlive) {
        return new MtaLimits(
                new RouteLimits(
                        10, 10, 100, 100, 100, 100, Duration.ZERO, mails, keepAlive, 25, List.of(Family.values())),
                Map.of(),
                100);
    }

    /** @param reply to anything but the end of the content, and to a block of it */
    static RelayTimeouts timeouts(Duration connect, Duration reply, Duration afterDot, Duration whole) {
        return new RelayTimeouts(connect, reply, reply, reply, reply, afterDot, whole);
    }

    ScriptedSmtpServer closing(ScriptedSmtpServer server) {
        servers.add(server);
        return server;
    }

    ScriptedSmtpServer sink() throws Exception {
        return closing(ScriptedSmtpServer.plain());
    }

    RelayAgent agent(RelayTimeouts timeouts) {
        return agent(timeouts, noHosts());
    }

    RelayAgent agent(RelayTimeouts timeouts, MxHosts hosts) {
        return agent(timeouts, hosts, ONE_MAIL);
    }

    RelayAgent agent(MxHosts hosts, MtaLimits limits) {
        return agent(PATIENT, hosts, limits);
    }

    private RelayAgent agent(RelayTimeouts timeouts, MxHosts hosts, MtaLimits limits) {
        return agent(timeouts, hosts, FreshMemory.of(() -> limits, Clock.systemUTC()));
    }

    private RelayAgent agent(RelayTimeouts timeouts, MxHosts hosts, RelayMemory memory) {
        RelaySessions sessions = new RelaySessions(dialer, keys, timeouts, watchdog, Clock.systemUTC());
        opened.add(sessions);
        return new RelayAgent(hosts, "mx.waybill.test", sessions, memory, reports::add);
    }

    /** Uses sessions again; where hosts are not named, it finds none. */
    RelayAgent thrifty(RelayMemory memory) {
        RelayMemory manyMails = new RelayMemory(
                memory.turns(), memory.health(), memory.pace(), () -> limits(100, LONG), memory.clock());
        return agent(PATIENT, noHosts(), manyMails);
    }

    private static MxHosts noHosts() {
        return new MxHosts(NameServers.of(List.of(), LONG), "mx.waybill.test", 25, new Random(1));
    }

    RelayTrace trace(MxHosts hosts, RelayMemory memory) {
        RelaySessions sessions = new RelaySessions(dialer, keys, PATIENT, watchdog, Clock.systemUTC());
        return new RelayTrace(hosts, "mx.waybill.test", sessions, memory);
    }

    static RelayMemory memory() {
        return FreshMemory.of(() -> ONE_MAIL, Clock.systemUTC());
    }

    /** Of outcomes where TLS is not offered. */
    static String target(String schema, ScriptedSmtpServer server) {
        return "relay " + schema + "://localhost [127.0.0.1]:" + server.port() + " (plain text)";
    }

    static Action to(String... urls) {
        return Action.Relay.to(Arrays.stream(urls).map(RelayUrl::parse).toList());
    }

    static String url(String schema, ScriptedSmtpServer server) {
        return schema + "://localhost:" + server.port();
    }

    /** The outcome of the job's first envelope. */
    Outcome relay(Action action, DeliveryJob job) {
        return Objects.requireNonNull(
                agent(PATIENT).deliver(action, job).get(job.envelopes().get(0).id()));
    }

    Outcome relay(ScriptedSmtpServer server, String text) {
        return relay(to(url("smtp", server)), TestMail.job(text, TestMail.envelope("bob@example.org")));
    }

    Outcome relay(ScriptedSmtpServer server) {
        return relay(server, TestMail.TEXT);
    }

    @Override
    public void close() {
        opened.forEach(RelaySessions::close);
        servers.forEach(ScriptedSmtpServer::close);
        watchdog.shutdownNow();
    }
}
