package org.waybill.queue.agent.mx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.agent.client.TestKeys;
import org.waybill.queue.core.mx.TlsFailure;

class HttpsStsFetchTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private static final String POLICY = "version: STSv1\n";

    private static TestKeys keys;

    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
    private TestHttps server;

    @BeforeAll
    static void makeKeys(@TempDir Path directory) throws Exception {
        keys = TestKeys.forName(directory, "dns:localhost");
    }

    @BeforeEach
    void start() throws Exception {
        server = new TestHttps(keys.server());
        server.content = POLICY;
    }

    @AfterEach
    void stop() {
        server.close();
        watchdog.shutdownNow();
    }

    private StsFetch.Result fetch(Duration patience, SSLContext trust) {
        URI place = server.place("/.well-known/mta-sts.txt");
        return new HttpsStsFetch(new HttpsCalls(trust, patience, watchdog), domain -> place).fetch("example.org");
    }

    private StsFetch.Result fetch() throws Exception {
        return fetch(LONG, keys.clientContext());
    }

    private static void assertFailed(TlsFailure failure, StsFetch.Result result) {
        assertEquals(
                failure, assertInstanceOf(StsFetch.Result.Failed.class, result).failure(), result.toString());
    }

    @Test
    void getsThePolicy() throws Exception {
        assertEquals(new StsFetch.Result.Fetched(POLICY), fetch());
        assertEquals("GET /.well-known/mta-sts.txt", server.asked);
    }

    @ParameterizedTest
    @CsvSource({
        "301, text/plain",
        "302, text/plain",
        "404, text/plain",
        "500, text/plain",
        "200, text/html",
        "200, text/plainer"
    })
    void takesNothingElse(int status, String type) throws Exception {
        server.status = status;
        server.type = type;
        assertFailed(TlsFailure.STS_POLICY_FETCH_ERROR, fetch());
        assertEquals("GET /.well-known/mta-sts.txt", server.asked);
    }

    @Test
    void readsNoMoreThanAPolicyMayHave() throws Exception {
        String most = "x".repeat(64 * 1024);
        server.content = most;
        assertInstanceOf(StsFetch.Result.Fetched.class, fetch());
        server.content = most + "x";
        assertFailed(TlsFailure.STS_POLICY_FETCH_ERROR, fetch());
    }

    @Test
    void wantsACertificateOfAnAuthority() throws Exception {
        assertFailed(TlsFailure.STS_WEBPKI_INVALID, fetch(LONG, SSLContext.getDefault()));
        assertEquals("", server.asked);
    }

    @Test
    void wantsACertificateForTheName(@TempDir Path directory) throws Exception {
        TestKeys other = TestKeys.forName(directory, "dns:mta-sts.example.net");
        server.close();
        server = new TestHttps(other.server());
        assertFailed(TlsFailure.STS_WEBPKI_INVALID, fetch(LONG, other.clientContext()));
        assertEquals("", server.asked);
    }

    @Test
    void doesNotWaitForEver() throws Exception {
        server.silent = true;
        assertFailed(TlsFailure.STS_POLICY_FETCH_ERROR, fetch(Duration.ofMillis(500), keys.clientContext()));
    }

    @Test
    void doesNotListenToDropsForEver() throws Exception {
        server.dripping = true;
        assertFailed(TlsFailure.STS_POLICY_FETCH_ERROR, fetch(Duration.ofSeconds(1), keys.clientContext()));
        assertTrue(server.asked.startsWith("GET"), server.asked);
    }

    @Test
    void anImpossibleDomainHasNoPolicy() throws Exception {
        HttpsStsFetch fetch = new HttpsStsFetch(new HttpsCalls(keys.clientContext(), LONG, watchdog));
        assertFailed(TlsFailure.STS_POLICY_FETCH_ERROR, fetch.fetch("a b"));
    }
}
