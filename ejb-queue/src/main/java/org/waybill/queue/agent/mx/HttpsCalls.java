package org.waybill.queue.agent.mx;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;

/**
 * Calls of strangers' web servers: with a certificate for their name, without redirects, proxies, cookies or a connection
 * kept, within bounds of time and size. In the thread of the caller, since the JDK's newer client has threads of its own,
 * which a server has to forbid.
 */
public final class HttpsCalls {

    private static final int MAX_OCTETS = 64 * 1024;

    private final SSLContext trust;
    private final Duration patience;
    private final ScheduledExecutorService watchdog;

    /**
     * @param trust knows whose certificates are good
     * @param patience for the whole of a call
     * @param watchdog ends calls that take too long; one thread is enough
     */
    public HttpsCalls(SSLContext trust, Duration patience, ScheduledExecutorService watchdog) {
        this.trust = trust;
        this.patience = patience;
        this.watchdog = watchdog;
    }

    /**
     * What came back.
     *
     * @param type of the content; empty if unsaid
     * @param content in UTF-8; nothing unless the status is 200
     */
    record Response(int status, String type, String content) {}

    /** @throws IOException also if there is too much content, or it takes too long */
    Response get(URI place) throws IOException {
        return call(place, connection -> connection.setRequestProperty("Accept", "text/plain"));
    }

    /** @throws IOException if there is no answer */
    Response post(URI place, String type, byte[] content) throws IOException {
        return call(place, connection -> {
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", type);
            connection.setFixedLengthStreamingMode(content.length);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(content);
            }
        });
    }

    private interface Asking {
        void ask(HttpsURLConnection connection) throws IOException;
    }

    private Response call(URI place, Asking asking) throws IOException {
        if (!(place.toURL().openConnection(Proxy.NO_PROXY) instanceof HttpsURLConnection connection)) {
            throw new IOException("not an https URL: " + place);
        }
        connection.setSSLSocketFactory(trust.getSocketFactory());
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setConnectTimeout((int) patience.toMillis());
        connection.setReadTimeout((int) patience.toMillis());
        connection.setRequestProperty("Connection", "close");
        connection.setRequestProperty("User-Agent", "Waybill");
        ScheduledFuture<?> end = watchdog.schedule(connection::disconnect, patience.toMillis(), TimeUnit.MILLISECONDS);
        try {
            asking.ask(connection);
            int status = connection.getResponseCode();
            String type = Optional.ofNullable(connection.getContentType()).orElse("");
            return new Response(status, type, status == 200 ? content(connection) : "");
        } catch (IOException e) {
            if (end.isDone()) {
                // whatever a connection that was cut says of itself
                throw new IOException("no answer within " + patience.toSeconds() + " s", e);
            }
            throw e;
        } finally {
            end.cancel(false);
            connection.disconnect();
        }
    }

    private static String content(HttpsURLConnection connection) throws IOException {
        try (InputStream in = connection.getInputStream()) {
            byte[] content = in.readNBytes(MAX_OCTETS + 1);
            if (content.length > MAX_OCTETS) {
                throw new IOException("there are more than " + MAX_OCTETS + " octets");
            }
            return new String(content, StandardCharsets.UTF_8);
        }
    }
}
