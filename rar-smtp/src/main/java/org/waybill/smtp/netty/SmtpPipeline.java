package org.waybill.smtp.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import org.waybill.smtp.Peer;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.TlsMode;
import org.waybill.smtp.session.SecuredChannel;

/**
 * The handlers of a connection, in the order an octet passes them: {@value #TLS} (from the start, or from STARTTLS on;
 * {@link TlsFirst} waits for the handshake in the first case), {@value #FRAMES} ({@link SmtpFrameDecoder}),
 * {@value #CONNECTION} ({@link SmtpConnection}). Whoever is turned away gets a {@link Refusal} instead.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a close that fails ends in channelInactive anyway
final class SmtpPipeline {

    static final String TLS = "tls";
    static final String FRAMES = "frames";
    static final String CONNECTION = "connection";

    /** What the server tells its connections, as a user event. */
    enum Signal {
        /** The server stops: finish the mail under way, begin none. */
        DRAIN
    }

    private SmtpPipeline() {}

    /** Makes a connection ready for a client that is known. */
    static void begin(ChannelPipeline pipeline, SessionSetup setup, Peer client) {
        if (setup.spec().tls().mode() == TlsMode.IMPLICIT) {
            pipeline.addLast(TLS, setup.tls().orElseThrow().newHandler());
            pipeline.addLast(new TlsFirst(setup, client));
        } else {
            addSmtp(pipeline, setup, client, SecuredChannel.NONE);
        }
    }

    /** @param channel what TLS came to, where TLS came first */
    static void addSmtp(ChannelPipeline pipeline, SessionSetup setup, Peer client, SecuredChannel channel) {
        SmtpFrameDecoder frames = new SmtpFrameDecoder();
        pipeline.addLast(FRAMES, frames);
        pipeline.addLast(CONNECTION, new SmtpConnection(setup, client, channel, frames));
    }

    /** Ends a stage whose successor has been added. */
    static void next(ChannelHandlerContext stage) {
        stage.fireChannelActive(); // the real event is long past
        stage.pipeline().remove(stage.handler());
    }

    /** Turns a new connection away. */
    static void refuse(ChannelPipeline pipeline, SessionSetup setup, SmtpReply reply) {
        if (setup.spec().tls().mode() == TlsMode.IMPLICIT) {
            pipeline.channel().close(); // who expects TLS cannot read a reply in clear
        } else {
            pipeline.addLast(new Refusal(reply));
        }
    }

    /** The words for a client that no place was left for. */
    static SmtpReply refusal(SessionCensus.Answer answer) {
        return answer == SessionCensus.Answer.SOURCE_FULL
                ? SmtpReply.TOO_MANY_SESSIONS_OF_SOURCE
                : SmtpReply.TOO_MANY_SESSIONS;
    }

    /** Puts TLS below a session that began in clear (RFC 3207). */
    static void addTls(ChannelPipeline pipeline, SessionSetup setup) {
        pipeline.addFirst(TLS, setup.tls().orElseThrow().newHandler());
    }
}
