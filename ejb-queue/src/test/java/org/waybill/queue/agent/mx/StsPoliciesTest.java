package org.waybill.queue.agent.mx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waybill.queue.core.mx.StsPolicy;
import org.waybill.queue.core.mx.TextAnswer;
import org.waybill.queue.core.mx.TlsFailure;
import org.waybill.queue.core.mx.TlsResult;

class StsPoliciesTest {

    private static final String DOMAIN = "example.org";

    private static final StsFetch.Result BROKEN =
            new StsFetch.Result.Failed(TlsFailure.STS_POLICY_FETCH_ERROR, "status 500");

    private final Path directory;

    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private TextAnswer record = announcing("1");
    private StsFetch.Result host = policy("enforce", 604_800);
    private final List<String> fetched = new ArrayList<>();
    private final List<TlsResult> reported = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();

    StsPoliciesTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private static TextAnswer announcing(String id) {
        return new TextAnswer.Texts(List.of("v=STSv1; id=" + id));
    }

    private static StsFetch.Result policy(String mode, long age) {
        return new StsFetch.Result.Fetched(
                "version: STSv1\nmode: " + mode + "\nmx: mx.example.org\nmax_age: " + age + "\n");
    }

    private StsPolicies policies(int most) throws IOException {
        return new StsPolicies(
                name -> name.equals("_mta-sts.other.example") ? new TextAnswer.Texts(List.of()) : record,
                domain -> {
                    fetched.add(domain);
                    return host;
                },
                StsCache.open(directory, most),
                later::add,
                () -> now);
    }

    private static String mode(Optional<StsPolicy> policy) {
        return policy.map(known -> known.mode().name()).orElse("-");
    }

    @Test
    void fetchesOnceAndKeepsAcrossRestarts() throws IOException {
        StsPolicies policies = policies(10);
        assertEquals("ENFORCE", mode(policies.of(DOMAIN, reported::add)));
        assertEquals("ENFORCE", mode(policies.of(DOMAIN, reported::add)));
        host = BROKEN;
        assertEquals("ENFORCE", mode(policies(10).of(DOMAIN, reported::add)));
        assertEquals(List.of(DOMAIN), fetched);
        assertEquals(List.of(), reported);
    }

    @Test
    void asksNobodyWithoutARecord() throws IOException {
        assertEquals("-", mode(policies(10).of("other.example", reported::add)));
        assertEquals(List.of(), fetched);
    }

    @Test
    void aKeptPolicyOutlivesItsRecordAndItsHost() throws IOException {
        StsPolicies policies = policies(10);
        policies.of(DOMAIN, reported::add);
        record = new TextAnswer.Unknown("SERVFAIL");
        assertEquals("ENFORCE", mode(policies.of(DOMAIN, reported::add)));
        record = new TextAnswer.Texts(List.of());
        assertEquals("ENFORCE", mode(policies.of(DOMAIN, reported::add)));
        record = announcing("2");
        host = BROKEN;
        assertEquals("ENFORCE", mode(policies.of(DOMAIN, reported::add)));
        now = now.plusSeconds(604_800);
        assertEquals("-", mode(policies.of(DOMAIN, reported::add)));
    }

    @Test
    void aNewIdIsObeyedAtOnce() throws IOException {
        StsPolicies policies = policies(10);
        policies.of(DOMAIN, reported::add);
        record = announcing("2");
        host = policy("none", 60);
        assertEquals("NONE", mode(policies.of(DOMAIN, reported::add)));
    }

    @Test
    void anOldPolicyIsFetchedAnewInTheBackground() throws IOException {
        StsPolicies policies = policies(10);
        policies.of(DOMAIN, reported::add);
        now = now.plus(Duration.ofHours(25));
        host = policy("testing", 604_800);
        assertEquals("ENFORCE", mode(policies.of(DOMAIN, reported::add)));
        later.forEach(Runnable::run);
        assertEquals("TESTING", mode(policies.of(DOMAIN, reported::add)));
        assertEquals(2, fetched.size());
    }

    @Test
    void reportsFailuresAndLetsTheHostRest() throws IOException {
        StsPolicies policies = policies(10);
        host = BROKEN;
        assertEquals("-", mode(policies.of(DOMAIN, reported::add)));
        assertEquals("-", mode(policies.of(DOMAIN, reported::add)));
        assertEquals(1, fetched.size());
        assertEquals(1, reported.size());
        assertEquals(DOMAIN, reported.get(0).policy().domain());
        now = now.plus(Duration.ofMinutes(5));
        host = new StsFetch.Result.Fetched("<html>");
        assertEquals("-", mode(policies.of(DOMAIN, reported::add)));
        assertEquals(TlsFailure.STS_POLICY_INVALID, reported.get(1).failure().orElseThrow());
    }

    @Test
    void keepsABoundedNumberInFilesWithSafeNames() throws IOException {
        StsPolicies policies = policies(3);
        for (int i = 0; i < 6; i++) {
            policies.of("d" + i + ".example", reported::add);
        }
        policies.of("d/../../x", reported::add);
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(
                    List.of("d3.example", "d4.example", "d5.example"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void whatCannotBeReadIsForgotten() throws IOException {
        Files.writeString(directory.resolve("example.org"), "1\nyesterday\nversion: STSv1\n");
        Files.writeString(directory.resolve("=1.tmp"), "1");
        assertEquals("ENFORCE", mode(policies(3).of(DOMAIN, reported::add)));
        assertTrue(Files.notExists(directory.resolve("=1.tmp")));
    }

    /** As a trace, which asks for itself only. */
    @Test
    void tellsNobodyOfAFailureThatSomebodyElseAskedFor() throws IOException {
        StsPolicies policies = policies(10);
        policies.of(DOMAIN, reported::add);
        now = now.plus(Duration.ofHours(25));
        host = BROKEN;
        assertEquals("ENFORCE", mode(policies.of(DOMAIN, result -> {})));
        later.forEach(Runnable::run);
        assertEquals("-", mode(policies.of("d1.example", result -> {})));
        assertEquals(List.of(DOMAIN, DOMAIN, "d1.example"), fetched);
        assertEquals(List.of(), reported);
    }
}
