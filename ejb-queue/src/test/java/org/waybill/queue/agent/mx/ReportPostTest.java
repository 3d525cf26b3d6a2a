package org.waybill.queue.agent.mx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waybill.queue.agent.client.TestKeys;
import org.waybill.queue.core.mx.TlsReportRecord.Place;

class ReportPostTest {

    @Test
    void handsAReportOverByHttps(@TempDir Path directory) throws Exception {
        TestKeys keys = TestKeys.forName(directory, "dns:localhost");
        ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
        try (TestHttps server = new TestHttps(keys.server())) {
            ReportPost post = new ReportPost(new HttpsCalls(keys.clientContext(), Duration.ofSeconds(20), watchdog));
            Place.Web place = new Place.Web(server.place("/v1"));
            byte[] zipped = {1, 2, 3};
            server.status = 201;
            post.post(place, zipped);
            assertEquals("POST /v1", server.asked);
            assertEquals("application/tlsrpt+gzip", server.sentType);
            assertArrayEquals(zipped, server.sent);

            server.status = 302;
            assertThrows(IOException.class, () -> post.post(place, zipped));
        } finally {
            watchdog.shutdownNow();
        }
    }
}
