package org.waybill.queue.agent.local;

import java.io.IOException;
import java.io.InputStream;
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
import org.waybill.queue.agent.client.Dialer;
import org.waybill.queue.agent.client.DotStuffing;
import org.waybill.queue.agent.client.Reply;
import org.waybill.queue.agent.client.ReplyReader;

/**
 * A connection to an LMTP server, by TCP or a Unix socket. Nothing waits longer than it may: neither for a reply, nor for
 * the other side to read.
 */
final class LmtpConnection implements AutoCloseable {

    private static final long MILLION = 1_000_000;

    private final SocketChannel channel;
    private final Selector selector;
    private final long end;
    private final boolean withinTheMachine;
    private final ReplyReader replies = new ReplyReader(new Incoming());
    private long patience;

    private LmtpConnection(SocketChannel channel, Selector selector, long end, boolean withinTheMachine) {
        this.channel = channel;
        this.selector = selector;
        this.end = end;
        this.withinTheMachine = withinTheMachine;
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
            return open(StandardProtocolFamily.UNIX, true, whole, channel -> {
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
            StandardProtocolFamily family =
                    address.getAddress().length > 4 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
            try {
                return open(family, address.isLoopbackAddress(), whole, channel -> {
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

    private static LmtpConnection open(
            StandardProtocolFamily family, boolean withinTheMachine, Duration whole, Connecting connecting)
            throws IOException {
        SocketChannel channel = SocketChannel.open(family);
        try {
            connecting.connect(channel);
            Selector selector = Selector.open();
            channel.register(selector, 0);
            return new LmtpConnection(channel, selector, System.nanoTime() + whole.toNanos(), withinTheMachine);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Whether nobody outside can read what is said. */
    boolean isWithinTheMachine() {
        return withinTheMachine;
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
        patience = deadline;
        return replies.read();
    }

    @Override
    public void close() throws IOException {
        try (selector) {
            channel.close();
        }
    }

    /** What is received until the patience of the moment is over. */
    private final class Incoming extends InputStream {

        @Override
        public int read() throws IOException {
            byte[] octet = new byte[1];
            return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xff;
        }

        @Override
        public int read(byte[] octets, int offset, int length) throws IOException {
            ByteBuffer input = ByteBuffer.wrap(octets, offset, length);
            int count = channel.read(input);
            while (count == 0) {
                await(SelectionKey.OP_READ, patience);
                count = channel.read(input);
            }
            return count;
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
