package org.waybill.queue.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.agent.mx.TrustAnchors;
import org.waybill.queue.core.mx.StsPolicy;
import org.waybill.queue.core.relay.RelayTarget.Exchangers;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.RouteLimits;
import org.waybill.queue.core.relay.UrlOptions.Verify;

/** What a trace hears of look-ups, and how long each took. */
class MxStepsTest {

    private static final String KEY = "A".repeat(64);

    private final SignedZones server = new SignedZones(
            "two.signed.test. MX 10 mx.signed.test.",
            "two.signed.test. MX 20 mx2.signed.test.",
            "mx.signed.test. A 192.0.2.1",
            "_25._tcp.mx.signed.test. TLSA 3 1 1 " + KEY,
            "mx2.signed.test. A 192.0.2.2",
            "old.signed.test. MX 10 oldmx.signed.test.",
            "oldmx.signed.test. A 192.0.2.3",
            "_25._tcp.oldmx.signed.test. TLSA 0 0 1 " + KEY,
            "forged.signed.test. MX 10 forgedmx.signed.test.",
            "forgedmx.signed.test. A 192.0.2.4",
            "_25._tcp.forgedmx.signed.test. TLSA 3 1 1 " + KEY,
            "_25._tcp.forgedmx.signed.test. BOGUS TLSA",
            "lost.signed.test. MX 10 lostmx.signed.test.",
            "lostmx.signed.test. A 192.0.2.5",
            "lostmx.signed.test. BOGUS A",
            "gone.signed.test. MX 10 nowhere.signed.test.",
            "null.signed.test. MX 0 .",
            "loop.signed.test. MX 0 mx.waybill.test.",
            "self.signed.test. MX 0 localhost.",
            "strict.signed.test. MX 10 mx2.signed.test.");

    private final AtomicLong policySeconds = new AtomicLong();
    private final TraceLog log = new TraceLog(this::nanos, Duration.ofHours(1), 10);
    private final MxHosts hosts = new MxHosts(
            NameServers.validating(
                    List.of(server.address()),
                    Duration.ofSeconds(20),
                    TrustAnchors.parse(server.anchor(), List.of()),
                    true,
                    Clock.systemUTC()),
            "mx.waybill.test",
            25,
            new Random(1),
            new MxPolicies((domain, reports) -> policy(domain), result -> {}));

    MxStepsTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    /** A clock that only look-ups move: by 1 s for an MX, 10 s for TLSA, 100 s for a policy. */
    private long nanos() {
        long seconds = policySeconds.get()
                + server.questions.stream()
                        .mapToLong(question -> question.contains(" MX") ? 1 : question.contains(" TLSA") ? 10 : 0)
                        .sum();
        return Duration.ofSeconds(seconds).toNanos();
    }

    private Optional<StsPolicy> policy(String domain) {
        policySeconds.addAndGet(100);
        return domain.startsWith("strict.")
                ? Optional.of(StsPolicy.parse("version: STSv1\nmode: enforce\nmx: mx.else.test\nmax_age: 60\n"))
                : Optional.empty();
    }

    private LookUp lookUp() {
        return new LookUp(RouteLimits.STANDARD.families(), true, log);
    }

    /** {@code step subject seconds}, or {@code step! subject seconds} where it did not go on. */
    private String steps() {
        return log.steps().stream()
                .map(step -> step.name() + (step.ok() ? " " : "! ") + step.subject() + " " + step.millis() / 1000)
                .collect(Collectors.joining(", "));
    }

    private List<String> texts() {
        return log.steps().stream().map(TraceLog.Step::text).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            two.signed.test    | MX two.signed.test 1, address mx.signed.test 0, TLSA mx.signed.test 10, MTA-STS mx.signed.test 0, address mx2.signed.test 0, TLSA mx2.signed.test 10, MTA-STS two.signed.test 100
            old.signed.test    | MX old.signed.test 1, address oldmx.signed.test 0, TLSA oldmx.signed.test 10, MTA-STS old.signed.test 100
            strict.signed.test | MX strict.signed.test 1, address mx2.signed.test 0, TLSA mx2.signed.test 10, MTA-STS strict.signed.test 100, demand! mx2.signed.test 0
            forged.signed.test | MX forged.signed.test 1, address forgedmx.signed.test 0, TLSA! forgedmx.signed.test 10, demand! forgedmx.signed.test 0
            lost.signed.test   | MX lost.signed.test 1, address! lostmx.signed.test 0
            gone.signed.test   | MX gone.signed.test 1, address! nowhere.signed.test 0
            mx2.signed.test    | MX mx2.signed.test 1, address mx2.signed.test 0, TLSA mx2.signed.test 10, MTA-STS mx2.signed.test 100
            absent.signed.test | MX! absent.signed.test 1
            null.signed.test   | MX! null.signed.test 1
            loop.signed.test   | MX! loop.signed.test 1
            self.signed.test   | MX! self.signed.test 1
            [192.0.2.9]        | address [192.0.2.9] 0
            [nonsense]         | address! [nonsense] 0
            """)
    void tellsOfEachLookUpWithItsTime(String domain, String expected) {
        hosts.of(domain, Exchangers.ALL, lookUp());
        assertEquals(expected, steps());
    }

    @Test
    void saysWhatCameOfIt() {
        hosts.of("two.signed.test", Exchangers.ALL, lookUp());
        assertEquals(
                List.of(
                        "10 mx.signed.test; 20 mx2.signed.test",
                        "192.0.2.1",
                        "3 1 1 " + KEY,
                        "not asked, DANE goes before it",
                        "192.0.2.2",
                        "no record that DNSSEC proves",
                        "no policy"),
                texts());
    }

    @Test
    void saysThatTheDomainIsItsOwnHost() {
        hosts.of("mx2.signed.test", Exchangers.ALL, lookUp());
        assertEquals("none, so the domain itself", texts().get(0));
    }

    @Test
    void saysWhyAHostIsLeftOut() {
        hosts.of("strict.signed.test", Exchangers.ALL, lookUp());
        assertEquals(
                List.of(
                        "version: STSv1; mode: enforce; mx: mx.else.test; max_age: 60",
                        "451 4.7.5 mx2.signed.test is not among the hosts of the MTA-STS policy of strict.signed.test"),
                texts().subList(3, 5));
    }

    @Test
    void saysThatRecordsAreOfNoUse() {
        hosts.of("old.signed.test", Exchangers.ALL, lookUp());
        assertEquals("0 0 1 " + KEY + ": none of use", texts().get(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            tls://mx.signed.test:25  | DANE   | address mx.signed.test 0, TLSA mx.signed.test 10
            tls://mx2.signed.test:25 | DANE   | address mx2.signed.test 0, TLSA! mx2.signed.test 10
            tls://mx.signed.test:25  | UNSAID | address mx.signed.test 0
            tls://nowhere.test:25    | UNSAID | address! nowhere.test 0
            """)
    void tellsOfTheLookUpsOfAUrl(String url, Verify verify, String expected) {
        hosts.of(RelayUrl.parse(url), verify, "", lookUp());
        assertEquals(expected, steps());
    }
}
