package org.waybill.queue.agent.mx;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** An HTTPS server on the loopback interface that answers everything alike. */
final class TestHttps implements AutoCloseable {

    private final HttpsServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);

    volatile int status = 200;
    volatile String type = "text/plain; charset=utf-8";
    volatile String content = "";

    /** Answers nothing. */
    volatile boolean silent;

    /** Answers for ever, an octet at a time. */
    volatile boolean dripping;

    /** Method and path of the last call. */
    volatile String asked = "";

    /** Type and content of the last call. */
    volatile String sentType = "";

    volatile byte[] sent = {};

    TestHttps(SSLContext shown) throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(shown));
        server.setExecutor(workers);
        server.createContext("/", this::answer);
        server.start();
    }

    URI place(String path) {
        return URI.create("https://localhost:" + server.getAddress().getPort() + path);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        sentType = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        sent = exchange.getRequestBody().readAllBytes();
        if (silent) {
            waitFor(Long.MAX_VALUE);
        }
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Location", "/elsewhere");
        byte[] body = content.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, dripping ? 0 : body.length);
        while (dripping && !waitFor(50)) {
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
        }
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private boolean waitFor(long millis) {
        try {
            return end.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        workers.shutdownNow();
    }
}
