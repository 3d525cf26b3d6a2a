package org.waybill.queue.agent;

import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLContext;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.queue.core.relay.RelayUrl;

/** A relay with servers to talk to, all closed together. */
final class RelayRig implements AutoCloseable {

    static final Duration LONG = Duration.ofSeconds(30);
    static final Duration SHORT = Duration.ofMillis(200);
    static final RelayTimeouts PATIENT = new RelayTimeouts(LONG, LONG, LONG, LONG);

    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
    private final List<ScriptedSmtpServer> servers = new ArrayList<>();
    private final SSLContext trust;

    /** @param trust of the relay */
    RelayRig(SSLContext trust) {
        this.trust = trust;
    }

    /** Trusts whom the JDK trusts. */
    RelayRig() {
        this(standardTrust());
    }

    static SSLContext standardTrust() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    ScriptedSmtpServer closing(ScriptedSmtpServer server) {
        servers.add(server);
        return server;
    }

    ScriptedSmtpServer sink() throws Exception {
        return closing(ScriptedSmtpServer.plain());
    }

    ScheduledExecutorService watchdog() {
        return watchdog;
    }

    RelayAgent agent(RelayTimeouts timeouts) {
        NameServers names = NameServers.of(List.of(), LONG);
        MxHosts hosts = new MxHosts(names, "mx.waybill.test", 25, new Random(1));
        return new RelayAgent(hosts, "mx.waybill.test", trust, Dialer.TCP, Clock.systemUTC(), timeouts, watchdog);
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
        servers.forEach(ScriptedSmtpServer::close);
        watchdog.shutdownNow();
    }
}
