package org.waybill.smtp.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.Optional;

/**
 * Closes so that the last reply arrives. A socket closed with octets unread answers them with a reset, and a reset may
 * overtake the reply; so only our side is closed at first, what still comes in is read and dropped, and the rest follows
 * when the client closes too or has had its time.
 */
@SuppressWarnings("FutureReturnValueIgnored") // nobody is left who could do anything about a close that fails
final class Farewell {

    private static final Duration LINGER = Duration.ofSeconds(5);

    private Farewell() {}

    /** Sends what was written, then closes. */
    static void say(ChannelHandlerContext ctx) {
        Channel channel = ctx.channel();
        Deadline patience = new Deadline(ctx.executor(), () -> closeNow(channel)); // also when nobody reads the reply
        patience.in(LINGER);
        channel.closeFuture().addListener(closed -> patience.cancel());
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> closeOutput(channel, sent.isSuccess()));
    }

    /** The client has closed its side: nothing is left to wait for once our last words are out. */
    static void answered(Channel channel) {
        if (channel instanceof DuplexChannel duplex && duplex.isOutputShutdown()) {
            closeNow(channel);
        }
    }

    private static void closeOutput(Channel channel, boolean sent) {
        if (sent && channel instanceof DuplexChannel duplex && !duplex.isInputShutdown()) {
            Optional.ofNullable(channel.pipeline().get(SslHandler.class))
                    .map(SslHandler::closeOutbound)
                    .orElseGet(channel::newSucceededFuture)
                    .addListener(notified -> shutDownNow(duplex));
        } else {
            closeNow(channel);
        }
    }

    private static void shutDownNow(DuplexChannel channel) {
        channel.shutdownOutput();
    }

    private static void closeNow(Channel channel) {
        channel.close();
    }
}
