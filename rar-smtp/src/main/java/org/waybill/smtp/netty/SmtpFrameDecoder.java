package org.waybill.smtp.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.waybill.smtp.session.BodyReader;
import org.waybill.smtp.session.CommandLine;
import org.waybill.smtp.session.LineDecoder;

/**
 * Octets to what a session understands: {@link CommandLine}s, and in a body {@link ByteBuf}s followed by one
 * {@link org.waybill.smtp.session.BodyOutcome}. The rules are those of {@link LineDecoder} and {@link BodyReader}; none
 * of Netty's line decoders is used because they take a bare LF for a line end.
 *
 * <p>It gives one thing at a time and can be paused between any two, which is what keeps commands in order when an
 * answer takes its time (RFC 2920). While paused it buffers about {@link #MAX_BUFFERED} octets, then the socket is read no
 * more.
 */
final class SmtpFrameDecoder extends ChannelInboundHandlerAdapter {

    /** In octets; room for some hundred pipelined commands. */
    static final int MAX_BUFFERED = 64 * 1_024;

    /** In octets: how much of a body is handed on at once. */
    private static final int MAX_CHUNK = 16 * 1_024;

    private final LineDecoder lines = new LineDecoder();
    private @Nullable BodyReader body;
    private @Nullable ChannelHandlerContext context;
    private ByteBuf buffered = Unpooled.EMPTY_BUFFER;
    private boolean paused;
    private boolean discarding;
    private boolean decoding;
    private long bodyOctets;

    /** The next octets are a body. */
    void expect(BodyReader decoder) {
        body = decoder;
    }

    /** How many octets of bodies have come in so far, dots and dropped ones included. */
    long bodyOctets() {
        return bodyOctets;
    }

    /** Whether nothing has come in behind what was last handed on. */
    boolean drained() {
        return !buffered.isReadable();
    }

    /** Hands on nothing, or goes on. */
    void pause(boolean stop) {
        paused = stop;
        if (context != null) {
            decode(context);
        }
    }

    /** Drops all that came and comes; there is no way back. */
    void discard() {
        discarding = true;
        if (context != null) {
            decode(context);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        context = null;
        discarding = true;
        dropBuffered();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        buffered = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), buffered, (ByteBuf) message);
        decode(ctx);
    }

    /** May be reached again from inside {@code fireChannelRead}; the outer call then goes on. */
    private void decode(ChannelHandlerContext ctx) {
        if (decoding) {
            return;
        }
        decoding = true;
        try {
            boolean more = true;
            while (more && !paused && !discarding && (buffered.isReadable() || isOver(body))) {
                more = body == null ? decodeLine(ctx) : decodeBody(ctx, body);
            }
        } finally {
            decoding = false;
            if (discarding || !buffered.isReadable()) {
                dropBuffered();
            }
        }
        boolean full = paused && !discarding && buffered.readableBytes() >= MAX_BUFFERED;
        ctx.channel().config().setAutoRead(!full);
    }

    /** An empty chunk is over before an octet of it came. */
    private static boolean isOver(@Nullable BodyReader reader) {
        return reader != null && reader.ended();
    }

    private boolean decodeLine(ChannelHandlerContext ctx) {
        ByteBuffer in = buffered.nioBuffer();
        Optional<CommandLine> line = lines.decode(in);
        buffered.skipBytes(in.position());
        line.ifPresent(ctx::fireChannelRead);
        return line.isPresent();
    }

    /** Hands on even an empty chunk: a client whose mail is dropped for its size is not idle. */
    private boolean decodeBody(ChannelHandlerContext ctx, BodyReader decoder) {
        int length = Math.min(buffered.readableBytes(), MAX_CHUNK);
        ByteBuffer in = buffered.nioBuffer(buffered.readerIndex(), length);
        ByteBuf chunk = ctx.alloc().heapBuffer(length + BodyReader.MARGIN);
        ByteBuffer out = chunk.nioBuffer(0, length + BodyReader.MARGIN);
        boolean ended = decoder.decode(in, out);
        buffered.skipBytes(in.position());
        bodyOctets += in.position();
        chunk.writerIndex(out.position());
        ctx.fireChannelRead(chunk);
        if (ended) {
            body = null;
            ctx.fireChannelRead(decoder.outcome());
        }
        return true;
    }

    private void dropBuffered() {
        buffered.release();
        buffered = Unpooled.EMPTY_BUFFER;
    }
}
