package org.waybill.smtp.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import org.waybill.smtp.Peer;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.session.SecuredChannel;

/**
 * Holds the greeting back for one turn of the event loop. A client has to wait for it (RFC 5321 §4.3.1); whoever has
 * talked by then does not listen, like much of what sends spam or speaks another protocol. Clients that wait lose no time
 * that they could notice.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a loop that ends takes its channels along
final class GreetingPause extends ChannelInboundHandlerAdapter {

    private final SessionSetup setup;
    private final Peer peer;
    private final SecuredChannel channel;

    /** @param channel what TLS came to, where TLS came first */
    GreetingPause(SessionSetup setup, Peer peer, SecuredChannel channel) {
        this.setup = setup;
        this.peer = peer;
        this.channel = channel;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        // what a task schedules, however soon, runs in a later turn than the task, and sockets are read between turns
        ctx.executor().schedule(() -> greet(ctx), 1, TimeUnit.NANOSECONDS);
    }

    private void greet(ChannelHandlerContext ctx) {
        if (!ctx.isRemoved()) {
            SmtpPipeline.addSmtp(ctx.pipeline(), setup, peer, channel);
            SmtpPipeline.next(ctx);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message);
        refuse(ctx, SmtpReply.TALKED_TOO_EARLY);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == SmtpPipeline.Signal.DRAIN) {
            refuse(ctx, SmtpReply.SHUTTING_DOWN);
        } else if (event instanceof ChannelInputShutdownEvent) {
            ctx.close(); // it has nothing to say any more
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    private static void refuse(ChannelHandlerContext ctx, SmtpReply reply) {
        ctx.pipeline().addLast(new Refusal(reply));
        SmtpPipeline.next(ctx);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close(); // gone before a word was said
    }
}
