package org.waybill.smtp.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.waybill.smtp.MessageIds;
import org.waybill.smtp.Peer;
import org.waybill.smtp.conversation.Conversations;
import org.waybill.smtp.listener.ListenerSpec;
import org.waybill.smtp.listener.TlsMode;

/** A connection without a socket. */
final class WireTap implements AutoCloseable {

    final EmbeddedChannel channel;

    WireTap(MailHandler application, Path spool) {
        this(application, spool, 0);
    }

    WireTap(MailHandler application, Path spool, long minimumFree) {
        this(application, spool, minimumFree, 2_000);
    }

    WireTap(MailHandler application, Path spool, long minimumFree, long maxMessageSize) {
        ListenerSpec spec = Conversations.spec(TlsMode.NONE);
        Clock clock = Clock.systemUTC();
        SessionSetup setup = new SessionSetup(
                ListenerSpec.smtp(spec.address(), spec.hostname(), maxMessageSize)
                        .withTag(spec.tag()),
                Conversations.limits(),
                Optional.empty(),
                new SpoolSpace(spool, minimumFree, clock),
                new MessageIds(clock, 1),
                application,
                clock);
        InetAddress loopback = InetAddress.getLoopbackAddress();
        SmtpFrameDecoder frames = new SmtpFrameDecoder();
        channel = new EmbeddedChannel(
                frames, new SmtpConnection(setup, Peer.connected(loopback, loopback, "tag", "listener"), frames));
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

    boolean closed() {
        return !channel.isOpen();
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
    }
}
