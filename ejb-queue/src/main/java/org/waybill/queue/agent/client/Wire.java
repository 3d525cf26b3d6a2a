package org.waybill.queue.agent.client;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.waybill.queue.core.relay.Hop;

/** A connection: commands and contents go out, replies come in, and nobody is waited for longer than may be. */
final class Wire {

    private static final int BUFFER = 32 * 1024;

    private static final String TOO_LONG = "it took too long";

    private final Socket raw;
    private final Watch watch;
    private Socket socket;
    private ReplyReader replies;
    private OutputStream out;

    private Wire(Socket raw, RelayTimeouts timeouts, Watchman watchman) {
        this.raw = raw;
        this.socket = raw;
        this.watch = new Watch(watchman, timeouts.block(), timeouts.whole(), this::cut);
        this.replies = new ReplyReader(InputStream.nullInputStream());
        this.out = OutputStream.nullOutputStream();
    }

    /** Connects, and is watched from then on. */
    static Wire connect(Hop hop, Dialer dialer, RelayTimeouts timeouts, Watchman watchman) throws IOException {
        Wire wire = new Wire(new Socket(), timeouts, watchman);
        try {
            wire.watch.begin();
            dialer.connect(
                    wire.raw, hop.sourceOrNull(), new InetSocketAddress(hop.address(), hop.port()), timeouts.connect());
            wire.raw.setTcpNoDelay(true);
            wire.use(wire.raw);
            return wire;
        } catch (IOException e) {
            wire.cut();
            throw e;
        }
    }

    /** Where it comes from, for people. */
    String ends() {
        return "from " + raw.getLocalAddress().getHostAddress();
    }

    /** Something that lays TLS around a socket. */
    interface Wrapping {
        Socket around(Socket plain) throws IOException;
    }

    /**
     * Starts TLS.
     *
     * @param patience for each answer of the other side
     */
    void secure(Wrapping wrapping, Duration patience) throws IOException {
        raw.setSoTimeout(millis(patience));
        try {
            use(wrapping.around(raw));
        } catch (IOException e) {
            throw explained(e);
        }
    }

    private void use(Socket now) throws IOException {
        socket = now;
        replies = new ReplyReader(now.getInputStream());
        out = new BufferedOutputStream(new Watched(now.getOutputStream()), BUFFER);
    }

    /** Sends commands, each ended by CR LF. */
    void send(String lines) throws IOException {
        try {
            out.write(lines.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw explained(e);
        }
    }

    /** Takes the octets of a content; to be flushed, never to be closed. */
    OutputStream content() {
        return out;
    }

    /** Waits for a reply. */
    Reply hear(Duration patience) throws IOException {
        try {
            socket.setSoTimeout(millis(patience));
            return replies.read();
        } catch (IOException e) {
            throw explained(e);
        }
    }

    /** What an exception on this connection was really about. */
    IOException explained(IOException e) {
        return watch.expired() || e instanceof SocketTimeoutException ? new SocketTimeoutException(TOO_LONG) : e;
    }

    /** Whether nothing was received that nobody has asked for. */
    boolean quiet() {
        return replies.quiet();
    }

    /** The time for a mail begins. */
    void begin() throws IOException {
        watch.begin();
    }

    /** Nothing goes on for now. */
    void rest() {
        watch.end();
    }

    private static int millis(Duration duration) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, duration.toMillis()));
    }

    /** Hangs up, in TLS with its own word for that. */
    void close() {
        try {
            socket.close();
        } catch (IOException closedEnough) {
            // the system frees it
        } finally {
            cut();
        }
    }

    /** Hangs up without a word. */
    void cut() {
        watch.end();
        try {
            raw.close();
        } catch (IOException closedEnough) {
            // the system frees it
        }
    }

    private final class Watched extends FilterOutputStream {

        Watched(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            watch.writes();
            try {
                out.write(octets, offset, length);
            } finally {
                watch.hasWritten();
            }
        }
    }
}
