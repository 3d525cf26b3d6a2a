package org.waybill.smtp.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.waybill.smtp.conversation.Conversation;
import org.waybill.smtp.conversation.Conversation.Step;

/** A client that says what it is told to, over a socket. */
final class WireClient implements AutoCloseable {

    /** Only so that a test that fails does not hang. */
    private static final int PATIENCE_MILLIS = 60_000;

    private Socket socket;
    private InputStream in;

    WireClient(InetSocketAddress address) throws IOException {
        this(new Socket(address.getAddress(), address.getPort()));
    }

    private WireClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** TLS from the first octet. */
    static WireClient overTls(InetSocketAddress address, SSLContext context, String hostname) throws IOException {
        WireClient client = new WireClient(address);
        client.startTls(context, hostname);
        return client;
    }

    void startTls(SSLContext context, String hostname) throws IOException {
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, hostname, socket.getPort(), true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(hostname)));
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        socket = tls;
        in = new BufferedInputStream(tls.getInputStream());
    }

    WireClient say(byte[] octets) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(octets);
        out.flush();
        return this;
    }

    WireClient say(String line) throws IOException {
        return say((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** One reply, which may have several lines; the beginning of its last one is compared. */
    String hears(String beginning) throws IOException {
        String line = readLine();
        while (line.length() > 3 && line.charAt(3) == '-') {
            line = readLine();
        }
        assertTrue(line.startsWith(beginning), "expected '" + beginning + "', heard '" + line + "'");
        return line;
    }

    byte[] hearsOctets(int count) throws IOException {
        return in.readNBytes(count);
    }

    void hearsTheEnd() throws IOException {
        assertEquals(-1, in.read());
    }

    /** The end of what we say; we go on listening. */
    void closeOutput() throws IOException {
        socket.shutdownOutput();
    }

    void hold(Conversation conversation) throws IOException {
        String pending = "";
        for (Step step : conversation.steps()) {
            if (step.byClient()) {
                say(step.octets());
            } else if (step.closes()) {
                hearsTheEnd();
            } else if (step.text().endsWith("-*")) {
                String prefix = step.text().substring(0, step.text().length() - 1);
                do {
                    pending = readLine();
                } while (pending.startsWith(prefix));
            } else {
                String line = pending.isEmpty() ? readLine() : pending;
                pending = "";
                assertTrue(line.startsWith(step.text()), "expected '" + step.text() + "', heard '" + line + "'");
            }
        }
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("closed behind '" + line + "'");
            }
            line.append((char) octet);
        }
        assertTrue(line.toString().endsWith("\r"));
        return line.substring(0, line.length() - 1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
