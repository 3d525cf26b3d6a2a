package org.waybill.smtp.netty;

import io.netty.channel.ChannelPipeline;
import org.waybill.smtp.Peer;
import org.waybill.smtp.listener.TlsMode;
import org.waybill.smtp.session.SecuredChannel;

/**
 * The handlers of a connection, in the order an octet passes them: {@value #TLS} (from the start, or from STARTTLS on;
 * {@value #TLS_FIRST} waits for the handshake in the first case), {@value #FRAMES} ({@link SmtpFrameDecoder}), {@value #CONNECTION} ({@link SmtpConnection}).
 */
final class SmtpPipeline {

    static final String TLS = "tls";
    static final String TLS_FIRST = "tls-first";
    static final String FRAMES = "frames";
    static final String CONNECTION = "connection";

    /** What the server tells its connections, as a user event. */
    enum Signal {
        /** The server stops: finish the mail under way, begin none. */
        DRAIN
    }

    private SmtpPipeline() {}

    /** Makes a new connection ready. */
    static void open(ChannelPipeline pipeline, SessionSetup setup, Peer peer) {
        if (setup.spec().tls().mode() == TlsMode.IMPLICIT) {
            pipeline.addLast(TLS, setup.tls().orElseThrow().newHandler());
            pipeline.addLast(TLS_FIRST, new TlsFirst(setup, peer));
        } else {
            addSmtp(pipeline, setup, peer, SecuredChannel.NONE);
        }
    }

    /** @param channel what TLS came to, where TLS came first */
    static void addSmtp(ChannelPipeline pipeline, SessionSetup setup, Peer peer, SecuredChannel channel) {
        SmtpFrameDecoder frames = new SmtpFrameDecoder();
        pipeline.addLast(FRAMES, frames);
        pipeline.addLast(CONNECTION, new SmtpConnection(setup, peer, channel, frames));
    }

    /** Puts TLS below a session that began in clear (RFC 3207). */
    static void addTls(ChannelPipeline pipeline, SessionSetup setup) {
        pipeline.addFirst(TLS, setup.tls().orElseThrow().newHandler());
    }
}
