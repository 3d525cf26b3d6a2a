package org.waybill.smtp.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.waybill.smtp.Peer;
import org.waybill.smtp.session.SecuredChannel;

/** Holds the place of SMTP where TLS comes first (RFC 8314), so that a session begins with its peer complete. */
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails ends in channelInactive anyway
final class TlsFirst extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = System.getLogger(TlsFirst.class.getName());

    private final SessionSetup setup;
    private final Peer peer;

    TlsFirst(SessionSetup setup, Peer peer) {
        this.setup = setup;
        this.peer = peer;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
            SecuredChannel channel = NegotiatedTls.secured(ctx.pipeline().get(SslHandler.class));
            SmtpPipeline.addGreeting(ctx.pipeline(), setup, peer, channel);
            SmtpPipeline.next(ctx);
        } else if (event instanceof SslHandshakeCompletionEvent
                || event instanceof ChannelInputShutdownEvent
                || event == SmtpPipeline.Signal.DRAIN) {
            ctx.close();
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.log(
                Level.DEBUG,
                "client=" + peer.address() + " no TLS",
                cause); // the client's business, which has had its event
        ctx.close();
    }
}
