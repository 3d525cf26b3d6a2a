package org.waybill.smtp.netty;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import org.waybill.smtp.SmtpReply;

/** Says one reply in place of the greeting, and closes. */
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails ends in channelInactive anyway
final class Refusal extends ChannelInboundHandlerAdapter {

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

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close(); // nothing was promised to anybody
    }
}
