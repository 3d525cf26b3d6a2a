package org.waybill.queue.agent.local;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.waybill.queue.agent.client.Dialer;
import org.waybill.queue.agent.client.DotStuffing;

/**
 * A connection to an LMTP server, by TCP or a Unix socket. Nothing waits longer than it may: neither for a reply, nor for
 * the other side to read.
 */
final class LmtpConnection implements AutoCloseable {

    private static final int MAX_LINE = 4096;

    private static final int MAX_LINES = 1000;

    private static final long MILLION = 1_000_000;

    private final SocketChannel channel;
    private final Selector selector;
    private final long end;
    private final ByteBuffer input = ByteBuffer.allocate(MAX_LINE).flip();

    private LmtpConnection(SocketChannel channel, Selector selector, long end) {
        this.channel = channel;
        this.selector = selector;
        this.end = end;
    }

    /**
     * A reply.
     *
     * @param code of its last line, 0 for something that is none
     * @param lines without their ends
     */
    record Reply(int code, List<String> lines) {
        Reply {
            lines = List.copyOf(lines);
        }

        String text() {
            return String.join("\n", lines);
        }
    }

    /**
     * Connects.
     *
     * @param target {@code host:port}, or an absolute path
     * @param dialer for hosts
     * @param whole for all of the connection
     */
    static LmtpConnection open(String target, Dialer dialer, Duration connect, Duration whole) throws IOException {
        if (target.startsWith("/")) {
            UnixDomainSocketAddress path = UnixDomainSocketAddress.of(target);
            return open(StandardProtocolFamily.UNIX, whole, channel -> {
                channel.configureBlocking(false);
                // a server that is too busy to take it at once says so
                channel.connect(path);
            });
        }
        int colon = target.lastIndexOf(':');
        int port = Integer.parseInt(target.substring(colon + 1));
        IOException last = new IOException("no address of " + target);
        for (InetAddress address : InetAddress.getAllByName(target.substring(0, colon))) {
            InetSocketAddress remote = new InetSocketAddress(address, port);
            boolean six = address.getAddress().length > 4;
            try {
                return open(six ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET, whole, channel -> {
                    dialer.connect(channel.socket(), null, remote, connect);
                    channel.configureBlocking(false);
                });
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    private interface Connecting {
        void connect(SocketChannel channel) throws IOException;
    }

    private static LmtpConnection open(StandardProtocolFamily family, Duration whole, Connecting connecting)
            throws IOException {
        SocketChannel channel = SocketChannel.open(family);
        try {
            connecting.connect(channel);
            Selector selector = Selector.open();
            channel.register(selector, 0);
            return new LmtpConnection(channel, selector, System.nanoTime() + whole.toNanos());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private long deadline(Duration patience) {
        return Math.min(end, System.nanoTime() + patience.toNanos());
    }

    private void await(int operation, long deadline) throws IOException {
        SelectionKey key = channel.keyFor(selector);
        if (key == null) {
            throw new IOException("the connection is closed");
        }
        key.interestOps(operation);
        long rest = (deadline - System.nanoTime()) / MILLION;
        if (rest <= 0 || selector.select(rest) == 0) {
            throw new IOException(
                    Thread.currentThread().isInterrupted() ? "the server is stopping" : "it took too long");
        }
        selector.selectedKeys().clear();
    }

    /** Sends a line and waits for the reply. */
    Reply say(String line, Duration patience) throws IOException {
        long deadline = deadline(patience);
        write(ByteBuffer.wrap((line + "\r\n").getBytes(StandardCharsets.UTF_8)), deadline);
        return reply(deadline);
    }

    /** Waits for a reply to something that was sent, or for the greeting. */
    Reply hear(Duration patience) throws IOException {
        return reply(deadline(patience));
    }

    /**
     * Sends a content and its end.
     *
     * @param patience for each piece that the other side does not take
     */
    void send(LocalMessage.Writer content, Duration patience) throws IOException {
        DotStuffing out = new DotStuffing(new Pieces(patience));
        content.writeTo(out);
        out.end();
    }

    private void write(ByteBuffer octets, long deadline) throws IOException {
        while (octets.hasRemaining()) {
            if (channel.write(octets) == 0) {
                await(SelectionKey.OP_WRITE, deadline);
            }
        }
    }

    private Reply reply(long deadline) throws IOException {
        List<String> lines = new ArrayList<>();
        while (lines.size() < MAX_LINES) {
            String line = line(deadline);
            lines.add(line);
            if (!line.matches("[2-5][0-9]{2}([ -].*)?")) {
                return new Reply(0, lines);
            }
            if (line.length() == 3 || line.charAt(3) == ' ') {
                return new Reply(Integer.parseInt(line.substring(0, 3)), lines);
            }
        }
        throw new IOException("the reply has more than " + MAX_LINES + " lines");
    }

    private String line(long deadline) throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.length() < MAX_LINE) {
            if (!input.hasRemaining()) {
                fill(deadline);
            }
            char c = (char) (input.get() & 0xff);
            if (c == '\n') {
                int length = line.length();
                boolean cr = length > 0 && line.charAt(length - 1) == '\r';
                return line.substring(0, cr ? length - 1 : length);
            }
            line.append(c);
        }
        throw new IOException("a line of the reply is longer than " + MAX_LINE + " octets");
    }

    private void fill(long deadline) throws IOException {
        input.clear();
        int count = channel.read(input);
        while (count == 0) {
            await(SelectionKey.OP_READ, deadline);
            count = channel.read(input);
        }
        input.flip();
        if (count < 0) {
            throw new IOException("the other side hung up");
        }
    }

    @Override
    public void close() throws IOException {
        try (selector) {
            channel.close();
        }
    }

    /** Buffers what is sent. */
    private final class Pieces extends OutputStream {

        private final Duration patience;
        private final ByteBuffer piece = ByteBuffer.allocate(LocalMessage.BUFFER);

        Pieces(Duration patience) {
            this.patience = patience;
        }

        @Override
        public void write(int octet) throws IOException {
            if (!piece.hasRemaining()) {
                flush();
            }
            piece.put((byte) octet);
        }

        @Override
        public void flush() throws IOException {
            piece.flip();
            LmtpConnection.this.write(piece, deadline(patience));
            piece.clear();
        }
    }
}
