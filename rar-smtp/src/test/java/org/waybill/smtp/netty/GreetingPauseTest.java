package org.waybill.smtp.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.waybill.smtp.conversation.Conversations;
import org.waybill.smtp.conversation.FakeApplication;
import org.waybill.smtp.session.SecuredChannel;

/** Time stands still, so that the turn of the event loop ends only when the test lets it. */
class GreetingPauseTest {

    private final WireTap tap = new WireTap();

    GreetingPauseTest() {
        SpoolSpace spool = new SpoolSpace(Path.of("none"), 0, Runnable::run, Clock.systemUTC());
        SessionSetup setup = WireTap.setup(
                WireTap.spec(2_000), Conversations.limits(), new FakeApplication(), spool, new ServerLoad());
        tap.channel.freezeTime();
        tap.channel.pipeline().addLast(new GreetingPause(setup, WireTap.PEER, SecuredChannel.NONE));
        tap.channel.pipeline().fireChannelActive();
    }

    @Test
    void greetsWhoWaits() {
        assertEquals("", tap.heard());
        tap.pass(1, TimeUnit.NANOSECONDS);
        assertTrue(tap.heard().startsWith("220 mx.example.org"));
        assertTrue(tap.say("NOOP").heard().startsWith("250"));
        tap.close();
    }

    @Test
    void turnsAwayWhoTalksFirst() {
        tap.say("EHLO client.example").say("MAIL FROM:<anna@client.example>");
        tap.pass(1, TimeUnit.NANOSECONDS);
        assertEquals("554 5.5.1 Synchronization error: wait for the greeting, closing connection\r\n", tap.heard());
        assertTrue(tap.closed());
        tap.close();
    }

    @Test
    void greetsNobodyWhenTheServerStops() {
        tap.channel.pipeline().fireUserEventTriggered(SmtpPipeline.Signal.DRAIN);
        tap.pass(1, TimeUnit.NANOSECONDS);
        assertEquals("421 4.3.2 Service shutting down, closing connection\r\n", tap.heard());
        assertTrue(tap.closed());
        tap.close();
    }

    @Test
    void greetsNobodyWhoIsGone() {
        tap.channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        tap.pass(1, TimeUnit.NANOSECONDS);
        assertEquals("", tap.heard());
        assertTrue(tap.closed());
        tap.close();
    }

    @Test
    void losesNothingThatComesAfterTheGreeting() {
        tap.pass(1, TimeUnit.NANOSECONDS);
        tap.say("NOOP\r\nNOOP");
        assertFalse(tap.closed());
        assertTrue(tap.heard().endsWith("250 2.0.0 Ok\r\n250 2.0.0 Ok\r\n"));
        tap.close();
    }
}
