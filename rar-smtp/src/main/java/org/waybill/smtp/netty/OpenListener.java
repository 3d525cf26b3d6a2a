package org.waybill.smtp.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.waybill.smtp.Peer;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.TlsMode;

/** One listening socket with the setup that its next session will follow. */
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails ends in channelInactive anyway
final class OpenListener {

    private static final int BACKLOG = 1_024;

    /** More than enough for a selector; a loop that ends meanwhile never answers. */
    private static final Duration ROUND = Duration.ofSeconds(1);

    /** In octets: beyond the higher one a client that does not read its replies is not read any more either. */
    private static final WriteBufferWaterMark UNREAD_REPLIES = new WriteBufferWaterMark(16 * 1_024, 32 * 1_024);

    private final SessionCensus census;
    private final ChannelGroup sessions;
    private volatile SessionSetup setup;
    private volatile boolean closed;
    private volatile Optional<Channel> socket = Optional.empty();

    private OpenListener(SessionSetup setup, SessionCensus census, ChannelGroup sessions) {
        this.setup = setup;
        this.census = census;
        this.sessions = sessions;
    }

    /** @throws IOException with a message that names the address */
    static OpenListener bind(
            EventLoopGroup acceptors,
            EventLoopGroup workers,
            SessionSetup setup,
            SessionCensus census,
            ChannelGroup sessions)
            throws IOException {
        OpenListener listener = new OpenListener(setup, census, sessions);
        InetSocketAddress address = setup.spec().address();
        ChannelFuture bound = new ServerBootstrap()
                .group(acceptors, workers)
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
        InetAddress source = remote.getAddress();
        sessions.add(channel);
        SessionCensus.Answer answer = census.admit(source, now.limits());
        if (answer == SessionCensus.Answer.ADMITTED) {
            channel.closeFuture().addListener(closing -> census.leave(source));
        }
        Optional<SmtpReply> refusal = closed
                ? Optional.of(SmtpReply.SHUTTING_DOWN)
                : switch (answer) {
                    case ADMITTED -> Optional.empty();
                    case FULL -> Optional.of(SmtpReply.TOO_MANY_SESSIONS);
                    case SOURCE_FULL -> Optional.of(SmtpReply.TOO_MANY_SESSIONS_OF_SOURCE);
                };
        if (refusal.isEmpty()) {
            Peer peer = Peer.connected(
                    source, local.getAddress(), now.spec().tag(), now.spec().name());
            SmtpPipeline.open(channel.pipeline(), now, peer);
        } else if (now.spec().tls().mode() == TlsMode.IMPLICIT) {
            channel.close(); // who expects TLS cannot read a reply in clear
        } else {
            channel.pipeline().addLast(new Refusal(refusal.get()));
        }
    }

    /** Says one reply in place of the greeting. */
    private static final class Refusal extends ChannelInboundHandlerAdapter {

        private final SmtpReply reply;

        Refusal(SmtpReply reply) {
            this.reply = reply;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ctx.write(ByteBufUtil.writeUtf8(ctx.alloc(), reply.toWire()));
            Farewell.say(ctx);
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ReferenceCountUtil.release(message);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof ChannelInputShutdownEvent) {
                Farewell.answered(ctx.channel());
            }
        }
    }
}
