package org.waybill.smtp.ra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole way once: a socket, the network threads on the container's pool, the bean, its transaction, the reply. */
@Timeout(30)
class MailThroughTheAdapterTest {

    private final FakeContainer container = new FakeContainer();
    private final FakeBootstrap bootstrap = new FakeBootstrap(container);
    private final SmtpResourceAdapter adapter = new SmtpResourceAdapter();

    @Test
    void aMailIsAcceptedAfterItsCommitAndRefusedAfterARollback(@TempDir Path spool) throws Exception {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setPort(0);
        spec.setSpoolDirectory(spool.toString());
        CompletableFuture<InetSocketAddress> bound = new CompletableFuture<>();
        container.bean.onListening =
                report -> bound.complete(report.listeners().get(0).bound());
        adapter.start(bootstrap);
        adapter.endpointActivation(container, spec);
        bootstrap.scheduled.get(0).run();

        InetSocketAddress address = bound.get(20, TimeUnit.SECONDS);
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            Writer out = new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.US_ASCII);
            assertTrue(in.readLine().startsWith("220 "));
            assertEquals("250", say(in, out, "HELO client.example.org"));
            assertEquals("250", mail(in, out));
            container.bean.onCommit = batch -> container.markRollback();
            assertEquals("451", mail(in, out));
            assertEquals("221", say(in, out, "QUIT"));
            assertEquals(-1, in.read(), "the server closes after 221");
        }
        adapter.stop();
        bootstrap.work.close();
        assertEquals(2, container.bean.batches.size());
    }

    private static String mail(BufferedReader in, Writer out) throws IOException {
        assertEquals("250", say(in, out, "MAIL FROM:<>"));
        assertEquals("250", say(in, out, "RCPT TO:<user@example.org>"));
        assertEquals("354", say(in, out, "DATA"));
        return say(in, out, "Subject: hello\r\n\r\nhello\r\n.");
    }

    private static String say(BufferedReader in, Writer out, String line) throws IOException {
        out.write(line + "\r\n");
        out.flush();
        return in.readLine().substring(0, 3);
    }
}
