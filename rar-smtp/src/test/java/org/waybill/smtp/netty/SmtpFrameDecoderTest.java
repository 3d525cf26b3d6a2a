package org.waybill.smtp.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waybill.smtp.conversation.Conversation;
import org.waybill.smtp.conversation.Conversations;
import org.waybill.smtp.conversation.FakeApplication;
import org.waybill.smtp.session.BodyDecoder;
import org.waybill.smtp.session.BodyOutcome;
import org.waybill.smtp.session.CommandLine;

class SmtpFrameDecoderTest {

    private final Path spool;

    SmtpFrameDecoderTest(@TempDir Path spool) {
        this.spool = spool;
    }

    static List<Conversation> conversations() {
        return Conversations.all();
    }

    /** Octets for a channel; it releases them. */
    private static ByteBuf octets(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void doesNotCareWhereTheNetworkCuts(Conversation conversation) {
        byte[] input = conversation.input();
        for (int split = 0; split <= input.length; split++) {
            if (insideRun(input, split)) {
                continue;
            }
            try (WireTap tap = new WireTap(new FakeApplication(), spool, conversation.setting())) {
                tap.say(input, 0, split).say(input, split, input.length).patiently();
                conversation.check(tap.heard(), tap.closed());
            }
        }
    }

    /** Within thousands of equal octets one cut is like the other; some are enough. */
    private static boolean insideRun(byte[] input, int at) {
        return at > 1
                && at < input.length - 1
                && input[at - 2] == input[at - 1]
                && input[at - 1] == input[at]
                && input[at] == input[at + 1]
                && at % 499 != 0;
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void takesOctetsOneByOne(Conversation conversation) {
        byte[] input = conversation.input();
        try (WireTap tap = new WireTap(new FakeApplication(), spool, conversation.setting())) {
            for (int i = 0; i < input.length; i++) {
                tap.say(input, i, i + 1);
            }
            tap.patiently();
            conversation.check(tap.heard(), tap.closed());
        }
    }

    @Test
    void handsOnOneThingAtATimeAndWaitsWhilePaused() {
        SmtpFrameDecoder frames = new SmtpFrameDecoder();
        EmbeddedChannel channel = new EmbeddedChannel(frames);
        frames.pause(true);
        channel.writeInbound(octets("one\r\ntwo\r\n"));
        assertTrue(channel.inboundMessages().isEmpty());
        assertFalse(frames.drained());
        frames.pause(false);
        assertEquals(new CommandLine.Read("one"), channel.readInbound());
        assertEquals(new CommandLine.Read("two"), channel.readInbound());
        assertTrue(frames.drained());
        channel.finishAndReleaseAll();
    }

    @Test
    void readsNoMoreThanItMayBuffer() {
        SmtpFrameDecoder frames = new SmtpFrameDecoder();
        EmbeddedChannel channel = new EmbeddedChannel(frames);
        frames.pause(true);
        channel.writeInbound(octets("NOOP\r\n".repeat(1_000)));
        assertTrue(channel.config().isAutoRead());
        channel.writeInbound(octets("NOOP\r\n".repeat(SmtpFrameDecoder.MAX_BUFFERED / 6)));
        assertFalse(channel.config().isAutoRead());
        frames.pause(false);
        assertTrue(channel.config().isAutoRead());
        channel.finishAndReleaseAll();
    }

    @Test
    void goesBackToLinesBehindABody() {
        SmtpFrameDecoder frames = new SmtpFrameDecoder();
        EmbeddedChannel channel = new EmbeddedChannel(frames);
        frames.expect(new BodyDecoder(100));
        channel.writeInbound(octets("..a\r\n.\r\nQUIT\r\n"));
        ByteBuf body = channel.readInbound();
        assertEquals(".a\r\n", body.toString(StandardCharsets.ISO_8859_1));
        body.release();
        assertEquals(BodyOutcome.COMPLETE, channel.readInbound());
        assertEquals(new CommandLine.Read("QUIT"), channel.readInbound());
        channel.finishAndReleaseAll();
    }

    @Test
    void dropsEverythingOnceDiscarding() {
        SmtpFrameDecoder frames = new SmtpFrameDecoder();
        EmbeddedChannel channel = new EmbeddedChannel(frames);
        frames.pause(true);
        ByteBuf first = octets("one\r\n");
        ByteBuf second = octets("two\r\n");
        channel.writeInbound(first);
        frames.discard();
        frames.pause(false);
        channel.writeInbound(second);
        assertTrue(channel.inboundMessages().isEmpty());
        assertEquals(0, first.refCnt());
        assertEquals(0, second.refCnt());
        channel.finishAndReleaseAll();
    }
}
