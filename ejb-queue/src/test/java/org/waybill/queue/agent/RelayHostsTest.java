package org.waybill.queue.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waybill.queue.agent.RelayRig.LONG;
import static org.waybill.queue.agent.RelayRig.PATIENT;
import static org.waybill.queue.agent.RelayRig.to;
import static org.waybill.queue.agent.RelayRig.url;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waybill.queue.agent.client.Dialer;
import org.waybill.queue.agent.client.ScriptedSmtpServer;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.Outcome.Holder;
import org.waybill.queue.core.deliver.ReplyLine;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.mx.TlsFailure;
import org.waybill.queue.core.mx.TlsPolicy;
import org.waybill.queue.core.mx.TlsResult;
import org.waybill.queue.core.relay.Health;
import org.waybill.queue.core.relay.RelayHosts;
import org.waybill.queue.core.relay.RelayOptions;
import org.waybill.queue.core.relay.RelayTarget;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.tables.LookupTable;

/** Which host gets the mail. */
class RelayHostsTest {

    private final RelayRig rig = new RelayRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"554 5.3.2 No service", "421 4.3.2 Busy", "close", "nonsense"})
    void passesOverAHostThatRefusesTheConnection(String greeting) throws Exception {
        ScriptedSmtpServer refusing = rig.sink().reply("CONNECT", greeting);
        ScriptedSmtpServer good = rig.sink();
        Action both = to(url("smtp", refusing), url("smtp", good));
        for (int attempts = 0; attempts < 2; attempts++) {
            Envelope bob = TestMail.tried(TestMail.envelope("bob@example.org"), attempts);
            assertInstanceOf(Outcome.Delivered.class, rig.relay(both, TestMail.job(TestMail.TEXT, bob)));
        }
        assertEquals(2, good.contents.size());
        assertEquals(List.of("CONNECT"), refusing.commands.subList(0, 1));
    }

    @Test
    void passesOverAHostThatIsNotThere() throws Exception {
        int nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = free.getLocalPort();
        }
        ScriptedSmtpServer good = rig.sink();
        for (int attempts = 0; attempts < 2; attempts++) {
            Envelope bob = TestMail.tried(TestMail.envelope("bob@example.org"), attempts);
            assertInstanceOf(
                    Outcome.Delivered.class,
                    rig.relay(to("smtp://localhost:" + nobody, url("smtp", good)), TestMail.job(TestMail.TEXT, bob)));
        }
        Outcome outcome = rig.relay(
                to("smtp://localhost:" + nobody), TestMail.job(TestMail.TEXT, TestMail.envelope("bob@example.org")));
        assertInstanceOf(Outcome.Deferred.class, outcome);
        assertTrue(outcome.reply().startsWith("451 4.4.1 No connection with localhost ["), outcome.reply());
        assertTrue(outcome.reply().contains("refused"), outcome.reply());
    }

    @Test
    void doesNotTryElsewhereWhatAHostRefusesForARecipient() throws Exception {
        ScriptedSmtpServer first = rig.sink().reply("RCPT", "550 5.1.1 No");
        ScriptedSmtpServer second = rig.sink().reply("RCPT", "550 5.1.1 No");
        rig.relay(
                to(url("smtp", first), url("smtp", second)),
                TestMail.job(TestMail.TEXT, TestMail.envelope("bob@example.org")));
        assertEquals(0, Math.min(first.commands.size(), second.commands.size()));
    }

    @Test
    void defersWithTheGreetingOfTheLastHost() throws Exception {
        Outcome outcome = rig.relay(rig.sink().reply("CONNECT", "554 5.3.2 No service"));
        assertInstanceOf(Outcome.Deferred.class, outcome);
        assertTrue(outcome.reply().endsWith(": 554 5.3.2 No service"), outcome.reply());
    }

    @Test
    void defersWithTheReasonOfTheTable() {
        LookupTable broken = new LookupTable() {
            @Override
            public String name() {
                return "hubs";
            }

            @Override
            public Answer lookup(String key) {
                return new Answer.Unavailable("gone");
            }

            @Override
            public Answer match(Service service, String key) {
                return new Answer.Unavailable("gone");
            }

            @Override
            public Contents contents() {
                return new Contents.Unavailable("gone");
            }
        };
        Outcome outcome = rig.relay(
                new Action.Relay(
                        new RelayTarget.Hosts(new RelayHosts.FromTable(broken), RelayTarget.Policy.ROUND_ROBIN),
                        RelayOptions.USUAL),
                TestMail.job(TestMail.TEXT, TestMail.envelope("bob@example.org")));
        assertEquals(
                new Outcome.Deferred(
                        "relay",
                        ReplyLine.ours("451 4.3.5 No relay host: table <hubs>: gone", "451 4.3.5 No relay host")),
                outcome);
    }

    @Test
    void relaysToTheExchangerOfTheDomain() throws Exception {
        ScriptedSmtpServer server = rig.sink();
        try (TestNameServer dns = new TestNameServer(
                "example.org. MX 10 mx.example.org.", "mx.example.org. A 127.0.0.1", "gone.org. MX 0 .")) {
            NameServers names = NameServers.of(List.of(dns.address()), LONG);
            MxHosts hosts = new MxHosts(names, "mx.waybill.test", server.port(), new Random(1));
            RelayAgent agent = rig.agent(PATIENT, hosts);
            Envelope bob = TestMail.envelope("bob@Example.ORG");
            Outcome outcome = agent.deliver(Action.Relay.byExchangers(), TestMail.job(TestMail.TEXT, bob))
                    .get(bob.id());
            assertEquals(
                    new Outcome.Delivered(
                            "relay smtp://mx.example.org [127.0.0.1]:" + server.port() + " (plain text)",
                            new ReplyLine("250 2.0.0 Queued as 1", "mx.example.org"),
                            Holder.HOST),
                    outcome);
            assertEquals(
                    List.of(new TlsResult(
                            TlsPolicy.none("example.org"),
                            "mx.example.org",
                            "",
                            "127.0.0.1",
                            TlsFailure.STARTTLS_NOT_SUPPORTED,
                            "")),
                    rig.reports);
            Envelope gone = TestMail.envelope("bob@gone.org");
            assertInstanceOf(
                    Outcome.Failed.class,
                    agent.deliver(Action.Relay.byExchangers(), TestMail.job(TestMail.TEXT, gone))
                            .get(gone.id()));
        }
    }

    @Test
    void reachesAHostWithManyAddressesByTheFamilyThatWorks() throws Exception {
        ScriptedSmtpServer server = rig.sink();
        Dialer noSix = (socket, sourceOrNull, remote, patience) -> {
            if (remote.getAddress() instanceof Inet6Address) {
                throw new NoRouteToHostException("Network is unreachable");
            }
            RelayRig.TO_LOOPBACK.connect(socket, sourceOrNull, remote, patience);
        };
        try (RelayRig four = new RelayRig(noSix);
                TestNameServer dns = new TestNameServer(
                        "example.org. AAAA 2001:db8::1",
                        "example.org. AAAA 2001:db8::2",
                        "example.org. AAAA 2001:db8::3",
                        "example.org. AAAA 2001:db8::4",
                        "example.org. A 192.0.2.1")) {
            NameServers names = NameServers.of(List.of(dns.address()), LONG);
            MxHosts hosts = new MxHosts(names, "mx.waybill.test", server.port(), new Random(1));
            Envelope bob = TestMail.envelope("bob@example.org");
            Outcome outcome = four.agent(PATIENT, hosts)
                    .deliver(Action.Relay.byExchangers(), TestMail.job(TestMail.TEXT, bob))
                    .get(bob.id());
            assertInstanceOf(Outcome.Delivered.class, outcome);
        }
    }

    @Test
    void takesTurnsByTheMessage() throws Exception {
        ScriptedSmtpServer one = rig.sink();
        ScriptedSmtpServer two = rig.sink();
        Action both = to(url("smtp", one), url("smtp", two));
        RelayAgent agent = rig.agent(RelayRig.PATIENT);
        for (int i = 0; i < 10; i++) {
            agent.deliver(both, TestMail.job(TestMail.TEXT, TestMail.envelope("bob@example.org")));
        }
        assertEquals(5, one.contents.size());
        assertEquals(5, two.contents.size());
    }

    @Test
    void leavesAHostInPeaceThatDidNotAnswer() throws Exception {
        ScriptedSmtpServer refusing = rig.sink().reply("CONNECT", "421 4.3.2 Not now");
        ScriptedSmtpServer well = rig.sink();
        RelayAgent agent = rig.agent(RelayRig.PATIENT);
        DeliveryJob job = TestMail.job(TestMail.TEXT, TestMail.envelope("bob@example.org"));
        EnvelopeId bob = job.envelopes().get(0).id();
        Action alone = to(url("smtp", refusing));

        assertInstanceOf(Outcome.Deferred.class, agent.deliver(alone, job).get(bob));
        Outcome.Postponed rests = assertInstanceOf(
                Outcome.Postponed.class, agent.deliver(alone, job).get(bob));
        assertFalse(rests.crowded());
        assertTrue(rests.reply().startsWith("451 4.4.1 smtp://localhost [127.0.0.1]:" + refusing.port() + " rests: "));
        assertTrue(rests.reply().contains("421 4.3.2 Not now"), rests.reply());
        assertEquals(1, connections(refusing));

        Action both = to(url("smtp", refusing), url("smtp", well));
        for (int i = 0; i < 3; i++) {
            assertInstanceOf(Outcome.Delivered.class, agent.deliver(both, job).get(bob));
        }
        assertEquals(1, connections(refusing));
    }

    /** An idle session says nothing of whether its host is still there. */
    @Test
    void passesOverAHostThatIsGoneWithItsIdleSession() throws Exception {
        ScriptedSmtpServer gone = rig.sink();
        ScriptedSmtpServer well = rig.sink();
        RelayMemory memory = RelayRig.memory();
        RelayAgent agent = rig.thrifty(memory);
        Action both = new Action.Relay(
                new RelayTarget.Hosts(
                        new RelayHosts.Listed(
                                List.of(RelayUrl.parse(url("smtp", gone)), RelayUrl.parse(url("smtp", well)))),
                        RelayTarget.Policy.FAILOVER),
                RelayOptions.USUAL);
        DeliveryJob job = TestMail.job(TestMail.TEXT, TestMail.envelope("bob@example.org"));
        agent.deliver(both, job);
        assertEquals(List.of(1, 0), List.of(gone.contents.size(), well.contents.size()));

        gone.reply("MAIL", "close").reply("CONNECT", "421 4.3.2 Going down");
        assertInstanceOf(
                Outcome.Delivered.class,
                agent.deliver(both, job).values().iterator().next());
        assertEquals(List.of(1, 1), List.of(gone.contents.size(), well.contents.size()));
        assertEquals(
                List.of("451 4.4.1 Refused by localhost [127.0.0.1]:" + gone.port() + ": 421 4.3.2 Going down"),
                memory.health().list().stream().map(Health.Patient::reason).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "250 2.1.0 Ok, 220 Hi, 0",
        "250 2.1.0 Ok, 421 4.3.2 Going down, 1",
        "421 4.3.2 Going down, 220 Hi, 1",
        "550 5.7.1 No more, 220 Hi, 0"
    })
    void knowsWhetherAHostIsWellFromHowAMailEnds(String mail, String greeting, int ill) throws Exception {
        ScriptedSmtpServer server =
                rig.sink().reply("MAIL", "250 2.1.0 Ok", "close", mail).reply("CONNECT", "220 Hi", greeting);
        RelayMemory memory = RelayRig.memory();
        Envelope[] recipients = IntStream.rangeClosed(1, 101)
                .mapToObj(i -> TestMail.envelope(i, "alice@example.com", "user" + i + "@x.org", "act"))
                .toArray(Envelope[]::new);
        rig.thrifty(memory).deliver(to(url("smtp", server)), TestMail.job(TestMail.TEXT, recipients));
        assertEquals(ill, memory.health().list().size());
        assertEquals(2, connections(server));
    }

    private static long connections(ScriptedSmtpServer server) {
        return server.commands.stream().filter("CONNECT"::equals).count();
    }
}
