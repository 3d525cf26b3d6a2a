package org.waybill.queue.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waybill.queue.agent.RelayRig.LONG;
import static org.waybill.queue.agent.RelayRig.PATIENT;
import static org.waybill.queue.agent.RelayRig.url;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waybill.queue.agent.client.Dialer;
import org.waybill.queue.agent.client.ScriptedSmtpServer;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.relay.MtaLimits;
import org.waybill.queue.core.relay.RelayHosts;
import org.waybill.queue.core.relay.RelayOptions;
import org.waybill.queue.core.relay.RelayTarget;
import org.waybill.queue.core.relay.RelayTarget.Policy;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.RouteLimits;
import org.waybill.queue.core.relay.RouteLimits.Family;

/** A host that has enough to do is no host that cannot be used. */
class RelayBusyTest {

    private static final MtaLimits ONE_SESSION = new MtaLimits(
            new RouteLimits(1, 1, 100, 100, 100, 100, Duration.ZERO, 1, Duration.ZERO, 25, List.of(Family.values())),
            Map.of(),
            100);

    private final RelayRig rig = new RelayRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private static Action to(Policy policy, String... urls) {
        List<RelayUrl> all = Arrays.stream(urls).map(RelayUrl::parse).toList();
        return new Action.Relay(new RelayTarget.Hosts(new RelayHosts.Listed(all), policy), RelayOptions.USUAL);
    }

    private static Outcome relay(RelayAgent agent, Action action) {
        Envelope bob = TestMail.envelope("bob@example.org");
        return Objects.requireNonNull(
                agent.deliver(action, TestMail.job(TestMail.TEXT, bob)).get(bob.id()));
    }

    /** One mail keeps one of the hosts busy, and another mail comes. */
    private static Outcome whileBusy(RelayAgent agent, Action action, ScriptedSmtpServer... hosts)
            throws InterruptedException {
        for (ScriptedSmtpServer host : hosts) {
            host.reply("MAIL", "silent");
        }
        Thread other = new Thread(() -> relay(agent, action), "other-mail");
        other.start();
        try {
            Optional<ScriptedSmtpServer> busy = Optional.empty();
            while (busy.isEmpty()) {
                LockSupport.parkNanos(1_000_000);
                busy = Stream.of(hosts).filter(host -> host.heard("MAIL") > 0).findFirst();
            }
            for (ScriptedSmtpServer host : hosts) {
                if (host != busy.get()) {
                    host.reply("MAIL", "250 2.1.0 Ok");
                }
            }
            return relay(agent, action);
        } finally {
            Stream.of(hosts).forEach(ScriptedSmtpServer::close);
            other.join();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sessions=1", "rate=1/h"})
    void failoverWaitsForAHostThatIsBusy(String bound) throws Exception {
        ScriptedSmtpServer one = rig.sink();
        ScriptedSmtpServer two = rig.sink();
        Action action = to(Policy.FAILOVER, url("smtp", one) + "?" + bound, url("smtp", two));
        assertTrue(assertInstanceOf(Outcome.Postponed.class, whileBusy(rig.agent(PATIENT), action, one))
                .crowded());
        assertEquals(0, two.heard("CONNECT"));
    }

    /** A host that cannot be used is passed over, and only then. */
    @Test
    void failoverGoesOnToTheFirstHostThatIsBusy() throws Exception {
        ScriptedSmtpServer refusing = rig.sink().reply("CONNECT", "554 5.3.2 No service");
        ScriptedSmtpServer busy = rig.sink();
        ScriptedSmtpServer last = rig.sink();
        Action action =
                to(Policy.FAILOVER, url("smtp", refusing), url("smtp", busy) + "?sessions=1", url("smtp", last));
        assertInstanceOf(Outcome.Postponed.class, whileBusy(rig.agent(PATIENT), action, busy));
        assertEquals(0, last.heard("CONNECT"));
    }

    @ParameterizedTest
    @EnumSource(names = {"ROUND_ROBIN", "RANDOM", "RATIO"})
    void whereAllHostsAreAsGoodAnotherOneTakesIt(Policy policy) throws Exception {
        ScriptedSmtpServer one = rig.sink();
        ScriptedSmtpServer two = rig.sink();
        RelayAgent agent = rig.agent(PATIENT);
        Action action = to(policy, url("smtp", one) + "?rate=1/h", url("smtp", two) + "?rate=1/h");
        assertInstanceOf(Outcome.Delivered.class, relay(agent, action));
        assertInstanceOf(Outcome.Delivered.class, relay(agent, action));
        assertInstanceOf(Outcome.Postponed.class, relay(agent, action));
        assertEquals(1, one.contents.size());
        assertEquals(1, two.contents.size());
    }

    /** Two exchangers, each a server of its own. */
    private Outcome byExchangers(ScriptedSmtpServer a, ScriptedSmtpServer b, int preferenceOfB, int seed)
            throws Exception {
        Map<String, ScriptedSmtpServer> servers = Map.of("192.0.2.1", a, "192.0.2.2", b);
        Dialer dialer = (socket, sourceOrNull, remote, patience) -> {
            String address = remote.getAddress().getHostAddress();
            int port = Objects.requireNonNull(servers.get(address)).port();
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        };
        try (RelayRig apart = new RelayRig(dialer);
                TestNameServer dns = new TestNameServer(
                        "example.org. MX 10 a.test.",
                        "example.org. MX " + preferenceOfB + " b.test.",
                        "a.test. A 192.0.2.1",
                        "b.test. A 192.0.2.2")) {
            NameServers names = NameServers.of(List.of(dns.address()), LONG);
            RelayAgent agent = apart.agent(new MxHosts(names, "mx.waybill.test", 25, new Random(seed)), ONE_SESSION);
            return whileBusy(agent, Action.Relay.byExchangers(), a, b);
        }
    }

    @Test
    void aWorseExchangerIsNotForWhatTheBetterOneTakesSoon() throws Exception {
        ScriptedSmtpServer better = rig.sink();
        ScriptedSmtpServer worse = rig.sink();
        assertInstanceOf(Outcome.Postponed.class, byExchangers(better, worse, 20, 1));
        assertEquals(0, worse.heard("CONNECT"));
    }

    /** Whichever of them is the first one, for either mail. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void anEqualExchangerTakesIt(int seed) throws Exception {
        assertInstanceOf(Outcome.Delivered.class, byExchangers(rig.sink(), rig.sink(), 10, seed));
    }
}
