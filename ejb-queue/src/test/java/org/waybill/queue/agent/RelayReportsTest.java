package org.waybill.queue.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.waybill.queue.agent.RelayRig.LONG;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waybill.queue.agent.client.ScriptedSmtpServer;
import org.waybill.queue.agent.client.TestKeys;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.mx.StsPolicy;
import org.waybill.queue.core.mx.TlsFailure;

/** What domains are told of: hosts whose turn has come, and no others. The policy of {@code example.org} knows mx.test only. */
class RelayReportsTest {

    private static final StsPolicy POLICY =
            StsPolicy.parse("version: STSv1\nmode: enforce\nmx: mx.test\nmax_age: 60\n");

    private final TestNameServer dns;
    private final RelayRig rig;
    private final ScriptedSmtpServer server;

    RelayReportsTest(@TempDir Path directory) throws Exception {
        TestKeys keys = TestKeys.forName(directory, "dns:mx.test");
        rig = new RelayRig(keys.client());
        server = rig.closing(ScriptedSmtpServer.withStartTls(keys.server()));
        dns = new TestNameServer(
                "first.test. MX 10 mx.test.",
                "first.test. MX 20 other.test.",
                "last.test. MX 10 other.test.",
                "last.test. MX 20 mx.test.",
                "none.test. MX 10 other.test.",
                "none.test. MX 20 third.test.",
                "mx.test. A 127.0.0.1",
                "other.test. A 127.0.0.1",
                "third.test. A 127.0.0.1");
    }

    @AfterEach
    void close() {
        rig.close();
        dns.close();
    }

    private String outcomeAt(String domain) {
        return outcomeOf(TestMail.envelope("bob@" + domain));
    }

    /** Of the last envelope. */
    private String outcomeOf(Envelope... envelopes) {
        MxHosts hosts = new MxHosts(
                NameServers.of(List.of(dns.address()), LONG),
                "mx.waybill.test",
                server.port(),
                new Random(1),
                new MxPolicies((any, reports) -> Optional.of(POLICY), rig.reports::add));
        Outcome outcome = rig.agent(RelayRig.PATIENT, hosts)
                .deliver(Action.Relay.byExchangers(), TestMail.job(TestMail.TEXT, envelopes))
                .get(envelopes[envelopes.length - 1].id());
        return Objects.requireNonNull(outcome).getClass().getSimpleName();
    }

    /** Hosts and what was wrong with them. */
    private List<String> reported() {
        return rig.reports.stream()
                .map(result -> result.host() + " "
                        + result.failure().map(TlsFailure::word).orElse("well"))
                .toList();
    }

    @Test
    void aBackupThatIsLeftOutIsNoNewsWhileABetterHostTakesTheMail() {
        assertEquals("Delivered", outcomeAt("first.test"));
        assertEquals(List.of("mx.test well"), reported());
    }

    @Test
    void aBackupThatIsLeftOutIsReportedWhenItsTurnComes() {
        server.reply("CONNECT", "554 5.3.2 No");
        assertEquals("Deferred", outcomeAt("first.test"));
        assertEquals(List.of("other.test validation-failure"), reported());
    }

    @Test
    void aBetterHostThatIsLeftOutIsReportedOnceForAnAttempt() {
        assertEquals("Delivered", outcomeAt("last.test"));
        assertEquals(List.of("other.test validation-failure", "mx.test well"), reported());
    }

    @Test
    void allAreReportedWhereNobodyIsLeft() {
        assertEquals("Deferred", outcomeAt("none.test"));
        assertEquals(List.of("other.test validation-failure", "third.test validation-failure"), reported());
    }

    /** More than go in one transaction. */
    private static Envelope[] many() {
        return IntStream.rangeClosed(1, 101)
                .mapToObj(number -> TestMail.envelope(number, "alice@example.com", "r" + number + "@first.test", "act"))
                .toArray(Envelope[]::new);
    }

    @Test
    void aSessionInThePlaceOfOneThatEndedIsReportedToo() {
        server.reply("MAIL", "250 2.1.0 Ok", "close", "250 2.1.0 Ok");
        assertEquals("Delivered", outcomeOf(many()));
        assertEquals(List.of("mx.test well", "mx.test well"), reported());
    }

    @Test
    void soIsOneThatCouldNotBeHad() {
        server.reply("MAIL", "250 2.1.0 Ok", "close").reply("STARTTLS", "220 2.0.0 Ready", "454 4.7.0 Not now");
        assertEquals("Deferred", outcomeOf(many()));
        assertEquals(List.of("mx.test well", "mx.test starttls-not-supported"), reported());
    }
}
