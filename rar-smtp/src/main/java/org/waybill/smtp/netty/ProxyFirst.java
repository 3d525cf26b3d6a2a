package org.waybill.smtp.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol.TransportProtocol;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.waybill.smtp.AddressLiteral;
import org.waybill.smtp.Peer;
import org.waybill.smtp.netty.SessionCensus.Answer;

/**
 * Holds the place of everything else until a proxy has said whom it speaks for, in a header of the PROXY protocol,
 * version 1 or 2. From then on the client is the one in the header, for the census, for rules and in Received. A header
 * that names nobody (LOCAL, UNKNOWN: the proxy speaks for itself) leaves the client as it is. A connection without a good
 * header is closed without a word, as the protocol demands.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a close that fails ends in channelInactive anyway
final class ProxyFirst extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = System.getLogger(ProxyFirst.class.getName());

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** In octets, for what a proxy may say behind the addresses of a header of version 2. */
    private static final int MAX_EXTRAS = 4 * 1_024;

    private final SessionSetup setup;
    private final Peer proxy;
    private final SessionPlace place;

    ProxyFirst(SessionSetup setup, Peer proxy, SessionPlace place) {
        this.setup = setup;
        this.proxy = proxy;
        this.place = place;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        ctx.pipeline().addBefore(ctx.name(), SmtpPipeline.PROXY, new HeaderDecoder());
        Deadline patience = new Deadline(ctx.executor(), () -> giveUp(ctx));
        patience.in(PATIENCE);
        ctx.channel().closeFuture().addListener(closed -> patience.cancel());
    }

    private static void giveUp(ChannelHandlerContext ctx) {
        if (!ctx.isRemoved()) {
            ctx.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        HAProxyMessage header = (HAProxyMessage) message;
        try {
            Optional<Peer> client = speaksForItself(header) ? Optional.of(proxy) : client(header);
            if (client.isPresent()) {
                introduce(ctx, client.get());
            } else {
                ctx.close();
            }
        } finally {
            header.release();
        }
    }

    private static boolean speaksForItself(HAProxyMessage header) {
        HAProxyProxiedProtocol protocol = header.proxiedProtocol();
        return header.command() == HAProxyCommand.LOCAL
                || protocol.transportProtocol() != TransportProtocol.STREAM
                || protocol == HAProxyProxiedProtocol.UNIX_STREAM;
    }

    private Optional<Peer> client(HAProxyMessage header) {
        Optional<InetAddress> source = AddressLiteral.parse(header.sourceAddress());
        return source.flatMap(
                from -> AddressLiteral.parse(header.destinationAddress()).map(to -> setup.peer(from, to)));
    }

    private void introduce(ChannelHandlerContext ctx, Peer client) {
        Answer answer = place.belongsTo(client.address());
        if (answer == Answer.ADMITTED) {
            SmtpPipeline.begin(ctx.pipeline(), setup, client);
        } else {
            SmtpPipeline.refuse(ctx.pipeline(), setup, SmtpPipeline.refusal(answer));
        }
        SmtpPipeline.next(ctx);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == SmtpPipeline.Signal.DRAIN || event instanceof ChannelInputShutdownEvent) {
            ctx.close();
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.log(Level.DEBUG, "proxy=" + proxy.address() + " no PROXY header", cause);
        ctx.close();
    }

    /** Reads one header and leaves the pipeline; gives up on one that cannot end. */
    private static final class HeaderDecoder extends HAProxyMessageDecoder {

        private int received;

        HeaderDecoder() {
            super(MAX_EXTRAS);
        }

        /** Some octets in place of the version make Netty's decoder gather whatever comes. */
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
            received += ((ByteBuf) message).readableBytes();
            super.channelRead(ctx, message);
            if (received > 2 * MAX_EXTRAS && !ctx.isRemoved()) {
                ctx.close();
            }
        }
    }
}
