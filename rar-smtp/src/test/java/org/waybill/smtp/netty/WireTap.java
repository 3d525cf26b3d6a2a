package org.waybill.smtp.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.waybill.smtp.MessageIds;
import org.waybill.smtp.Peer;
import org.waybill.smtp.conversation.Conversations;
import org.waybill.smtp.conversation.Setting;
import org.waybill.smtp.listener.ListenerSpec;
import org.waybill.smtp.listener.SessionLimits;
import org.waybill.smtp.listener.TlsMode;
import org.waybill.smtp.session.SecuredChannel;
import org.waybill.smtp.session.SessionServices;
import org.waybill.smtp.session.sasl.FakeSecrets;
import org.waybill.smtp.session.sasl.SignInThrottle;

/** A connection without a socket. */
final class WireTap implements AutoCloseable {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    static final Peer PEER = Peer.connected(LOOPBACK, LOOPBACK, "tag", "listener");
    private static final FakeSecrets FAKES = new FakeSecrets(new SecureRandom());

    final EmbeddedChannel channel;

    WireTap(MailHandler application, Path spool) {
        this(application, spool, 0);
    }

    WireTap(MailHandler application, Path spool, long minimumFree) {
        this(application, spool, minimumFree, 2_000);
    }

    WireTap(MailHandler application, Path spool, long minimumFree, long maxMessageSize) {
        this(setup(
                spec(maxMessageSize),
                Conversations.limits(),
                application,
                new SpoolSpace(spool, minimumFree, Runnable::run, Clock.systemUTC()),
                new ServerLoad()));
    }

    /** With the nonce of RFC 7677 §3. */
    WireTap(MailHandler application, Path spool, Setting setting) {
        this(
                setup(
                        setting.spec(),
                        Conversations.limits(),
                        application,
                        new SpoolSpace(spool, 0, Runnable::run, Clock.systemUTC()),
                        new ServerLoad()),
                setting.channel());
    }

    /** Past the stages that come before SMTP. */
    WireTap(SessionSetup setup) {
        this(setup, SecuredChannel.NONE);
    }

    WireTap(SessionSetup setup, SecuredChannel secured) {
        SmtpFrameDecoder frames = new SmtpFrameDecoder();
        channel = new EmbeddedChannel(frames, new SmtpConnection(setup, PEER, secured, frames));
    }

    /** At one of these stages, or before them all. */
    WireTap(ChannelHandler... stage) {
        channel = new EmbeddedChannel(stage);
    }

    static ListenerSpec spec(long maxMessageSize) {
        ListenerSpec spec = Conversations.spec(TlsMode.NONE);
        return ListenerSpec.smtp(spec.address(), spec.hostname(), maxMessageSize)
                .withTag(spec.tag());
    }

    static SessionSetup setup(
            ListenerSpec spec, SessionLimits limits, MailHandler application, SpoolSpace spool, ServerLoad load) {
        Clock clock = Clock.systemUTC();
        SessionServices services = new SessionServices(
                new MessageIds(clock, 1)::next,
                () -> !load.accepting() || spool.full(),
                () -> "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0",
                FAKES,
                new SignInThrottle(System::nanoTime));
        return new SessionSetup(spec, limits, Optional.empty(), spool, services, application, load, clock);
    }

    WireTap say(byte[] octets) {
        return say(octets, 0, octets.length);
    }

    WireTap say(byte[] octets, int from, int to) {
        if (channel.isOpen()) {
            channel.writeInbound(Unpooled.copiedBuffer(octets, from, to - from));
        }
        return this;
    }

    WireTap say(String line) {
        return say((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Lets slow replies come. */
    WireTap patiently() {
        for (int reply = 0; reply < Conversations.limits().errors(); reply++) {
            channel.advanceTimeBy(1, TimeUnit.SECONDS);
            channel.runScheduledPendingTasks();
        }
        return this;
    }

    /** What was said since this was last asked. */
    String heard() {
        channel.runPendingTasks();
        StringBuilder heard = new StringBuilder();
        for (ByteBuf reply = channel.readOutbound(); reply != null; reply = channel.readOutbound()) {
            heard.append(reply.toString(StandardCharsets.UTF_8));
            reply.release();
        }
        return heard.toString();
    }

    /** Lets time pass that was frozen. */
    void pass(long time, TimeUnit unit) {
        channel.advanceTimeBy(time, unit);
        channel.runScheduledPendingTasks();
    }

    boolean closed() {
        return !channel.isOpen();
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
    }
}
