package org.waybill.smtp.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.waybill.smtp.Peer;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.TrustedSources;

/** One listening socket with the setup that its next session will follow. */
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails ends in channelInactive anyway
final class OpenListener {

    /** As much as the system allows: a flood that fills it keeps everybody out. */
    private static final int BACKLOG = 4_096;

    /** More than enough for a selector; a loop that ends meanwhile never answers. */
    private static final Duration ROUND = Duration.ofSeconds(1);

    /** In octets: beyond the higher one a client that does not read its replies is not read any more either. */
    private static final WriteBufferWaterMark UNREAD_REPLIES = new WriteBufferWaterMark(16 * 1_024, 32 * 1_024);

    private final SessionCensus census = new SessionCensus();
    private final ServerLoad load;
    private final ChannelGroup sessions;
    private volatile SessionSetup setup;
    private volatile boolean closed;
    private volatile Optional<Channel> socket = Optional.empty();

    private OpenListener(SessionSetup setup, ServerLoad load, ChannelGroup sessions) {
        this.setup = setup;
        this.load = load;
        this.sessions = sessions;
    }

    /** @throws IOException with a message that names the address */
    static OpenListener bind(SmtpServer.Threads threads, SessionSetup setup, ServerLoad load, ChannelGroup sessions)
            throws IOException {
        OpenListener listener = new OpenListener(setup, load, sessions);
        InetSocketAddress address = setup.spec().address();
        ChannelFuture bound = new ServerBootstrap()
                .group(threads.acceptors(), threads.workers())
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                // a client may close its side behind QUIT, or behind its last mail, and still wants the replies
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, UNREAD_REPLIES)
                .childHandler(listener.newSessions())
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "cannot listen on " + address + ": " + bound.cause().getMessage(), bound.cause());
        }
        listener.socket = Optional.of(bound.channel());
        return listener;
    }

    void follow(SessionSetup next) {
        setup = next;
    }

    /** What the next session follows. */
    SessionSetup setup() {
        return setup;
    }

    InetSocketAddress bound() {
        return (InetSocketAddress) socket.orElseThrow().localAddress();
    }

    void close() {
        closed = true;
        socket.ifPresent(OpenListener::close);
    }

    private static void close(Channel socket) {
        socket.close().awaitUninterruptibly();
        EventLoop loop = socket.eventLoop();
        if (!loop.isShuttingDown()) {
            // The JDK gives the port back when the selector goes round once more. What a task schedules, however
            // soon, runs in a later round than the task; what another thread schedules may not.
            Promise<Void> round = loop.newPromise();
            loop.execute(() -> loop.schedule(() -> round.trySuccess(null), 1, TimeUnit.NANOSECONDS));
            round.awaitUninterruptibly(ROUND.toMillis());
        }
    }

    private ChannelInitializer<SocketChannel> newSessions() {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                admit(channel);
            }
        };
    }

    private void admit(SocketChannel channel) {
        InetSocketAddress remote = channel.remoteAddress();
        InetSocketAddress local = channel.localAddress();
        if (remote == null || local == null) {
            channel.close(); // gone before we could look
            return;
        }
        SessionSetup now = setup;
        sessions.add(channel);
        SessionPlace place =
                new SessionPlace(load.census(), census, now.limits(), now.spec().caps(), remote.getAddress());
        Peer peer = now.peer(remote.getAddress(), local.getAddress());
        boolean proxy = isProxy(peer, now.spec().trusted());
        SessionCensus.Answer answer = proxy ? place.takeForUnknown() : place.take();
        if (answer == SessionCensus.Answer.ADMITTED) {
            channel.closeFuture().addListener(closing -> place.leave());
        }
        if (closed) {
            SmtpPipeline.refuse(channel.pipeline(), now, SmtpReply.SHUTTING_DOWN);
        } else if (answer != SessionCensus.Answer.ADMITTED) {
            SmtpPipeline.refuse(channel.pipeline(), now, SmtpPipeline.refusal(answer));
        } else if (proxy) {
            SmtpPipeline.beginWithProxy(channel.pipeline(), now, peer, place);
        } else {
            SmtpPipeline.begin(channel.pipeline(), now, peer);
        }
    }

    private static boolean isProxy(Peer peer, TrustedSources trusted) {
        return trusted.proxies().stream().anyMatch(network -> network.contains(peer.address()));
    }
}
