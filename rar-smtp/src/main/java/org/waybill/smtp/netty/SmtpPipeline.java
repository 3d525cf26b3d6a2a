package org.waybill.smtp.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import org.waybill.smtp.Peer;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.TlsMode;
import org.waybill.smtp.session.SecuredChannel;

/**
 * The handlers of a connection. It passes through up to four stages, each of which makes the next and leaves:
 *
 * <pre>
 *   {@link ProxyFirst}  ─►  {@link TlsFirst}  ─►  {@link GreetingPause}  ─►  {@link SmtpFrameDecoder}, {@link SmtpConnection}
 *   who is it?     RFC 8314       does it listen?      SMTP
 *   trusted        where TLS
 *   proxies only   is implicit
 * </pre>
 *
 * In the order an octet passes them: {@value #PROXY} (until the header is read), {@value #TLS} (from the second stage on, or
 * from STARTTLS on), then the stage, which in the end is {@value #FRAMES} and {@value #CONNECTION}. Whoever is turned away
 * on the way gets a {@link Refusal} for the last stage.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a close that fails ends in channelInactive anyway
final class SmtpPipeline {

    static final String PROXY = "proxy";
    static final String TLS = "tls";
    static final String FRAMES = "frames";
    static final String CONNECTION = "connection";

    /** What the server tells its connections, as a user event. */
    enum Signal {
        /** The server stops: finish the mail under way, begin none. */
        DRAIN
    }

    private SmtpPipeline() {}

    /** Makes a new connection ready for a proxy that will say whom it speaks for. */
    static void beginWithProxy(ChannelPipeline pipeline, SessionSetup setup, Peer proxy, SessionPlace place) {
        pipeline.addLast(new ProxyFirst(setup, proxy, place));
    }

    /** Makes a connection ready for a client that is known. */
    static void begin(ChannelPipeline pipeline, SessionSetup setup, Peer client) {
        if (setup.spec().tls().mode() == TlsMode.IMPLICIT) {
            pipeline.addLast(TLS, setup.tls().orElseThrow().newHandler());
            pipeline.addLast(new TlsFirst(setup, client));
        } else {
            addGreeting(pipeline, setup, client, SecuredChannel.NONE);
        }
    }

    /** @param channel what TLS came to, where TLS came first */
    static void addGreeting(ChannelPipeline pipeline, SessionSetup setup, Peer client, SecuredChannel channel) {
        pipeline.addLast(new GreetingPause(setup, client, channel));
    }

    static void addSmtp(ChannelPipeline pipeline, SessionSetup setup, Peer client, SecuredChannel channel) {
        SmtpFrameDecoder frames = new SmtpFrameDecoder();
        pipeline.addLast(FRAMES, frames);
        pipeline.addLast(CONNECTION, new SmtpConnection(setup, client, channel, frames));
    }

    /** Ends a stage whose successor has been added. */
    static void next(ChannelHandlerContext stage) {
        stage.fireChannelActive(); // the real event is long past
        if (!stage.isRemoved()) { // as all are when the successor has closed the connection
            stage.pipeline().remove(stage.handler());
        }
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
