package org.waybill.smtp.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.conversation.FakeApplication;
import org.waybill.smtp.listener.MailTransaction;
import org.waybill.smtp.listener.MessageBody;

class SmtpConnectionTest {

    private static final String TIMEOUT = "421 4.4.2 Timeout, closing connection\r\n";

    private final Path spool;

    SmtpConnectionTest(@TempDir Path spool) {
        this.spool = spool;
    }

    private static WireTap inData(WireTap tap) {
        tap.say("EHLO client.example").say("MAIL FROM:<anna@client.example>").say("RCPT TO:<otto@example.org>");
        tap.say("DATA").heard();
        return tap;
    }

    @Test
    void keepsTheOrderOfRepliesWhileTheApplicationThinks() {
        Queue<Runnable> thoughts = new ArrayDeque<>();
        try (WireTap tap = new WireTap(new FakeApplication(thoughts::add), spool)) {
            tap.say("EHLO client.example").heard();
            tap.say(
                    "MAIL FROM:<anna@client.example>\r\nRCPT TO:<otto@example.org>\r\nRCPT TO:<nobody@example.org>\r\nNOOP");
            assertEquals("250 2.0.0 Ok\r\n", tap.heard());
            assertEquals(1, thoughts.size());
            thoughts.remove().run();
            assertEquals("250 2.1.5 Destination address valid: Recipient ok\r\n", tap.heard());
            thoughts.remove().run();
            assertEquals("550 5.1.1 Invalid recipient: <nobody@example.org>\r\n250 2.0.0 Ok\r\n", tap.heard());
        }
    }

    @Test
    void givesAWholeCommandADeadlineThatDribblingDoesNotMove() {
        try (WireTap tap = new WireTap(new FakeApplication(), spool)) {
            tap.channel.freezeTime();
            tap.say("EHLO client.example").heard();
            for (int minute = 0; minute < 4; minute++) {
                tap.pass(1, TimeUnit.MINUTES);
                tap.say("N".getBytes(StandardCharsets.US_ASCII));
                assertEquals("", tap.heard());
            }
            tap.pass(1, TimeUnit.MINUTES);
            assertEquals(TIMEOUT, tap.heard());
            assertTrue(tap.closed());
        }
    }

    @Test
    void countsTheDeadlineFromTheLastCommand() {
        try (WireTap tap = new WireTap(new FakeApplication(), spool)) {
            tap.channel.freezeTime();
            tap.say("EHLO client.example");
            tap.pass(4, TimeUnit.MINUTES);
            tap.say("NOOP").heard();
            tap.pass(4, TimeUnit.MINUTES);
            assertFalse(tap.closed());
            tap.pass(1, TimeUnit.MINUTES);
            assertTrue(tap.closed());
        }
    }

    @Test
    void closesAnIdleBody() {
        try (WireTap tap = new WireTap(new FakeApplication(), spool)) {
            tap.channel.freezeTime();
            inData(tap);
            tap.pass(2, TimeUnit.MINUTES);
            tap.say("text");
            tap.pass(2, TimeUnit.MINUTES);
            assertFalse(tap.closed());
            tap.pass(1, TimeUnit.MINUTES);
            assertEquals(TIMEOUT, tap.heard());
            assertTrue(tap.closed());
        }
    }

    @Test
    void closesABodyThatDribblesForTooLong() {
        try (WireTap tap = new WireTap(new FakeApplication(), spool)) {
            tap.channel.freezeTime();
            inData(tap);
            for (int minute = 0; minute < 9; minute++) {
                tap.pass(1, TimeUnit.MINUTES);
                tap.say("x");
            }
            assertFalse(tap.closed());
            tap.pass(1, TimeUnit.MINUTES);
            assertEquals(TIMEOUT, tap.heard());
        }
    }

    @Test
    void hasPatienceWithItself() {
        Queue<Runnable> thoughts = new ArrayDeque<>();
        try (WireTap tap = new WireTap(new FakeApplication(thoughts::add), spool)) {
            tap.channel.freezeTime();
            tap.say("EHLO client.example")
                    .say("MAIL FROM:<anna@client.example>")
                    .say("RCPT TO:<otto@example.org>");
            tap.heard();
            tap.pass(60, TimeUnit.MINUTES);
            thoughts.remove().run();
            assertTrue(tap.heard().startsWith("250 2.1.5"));
        }
    }

    @Test
    void committingGoesOnWhenTheClientIsGone() {
        Queue<Runnable> thoughts = new ArrayDeque<>();
        FakeApplication application = new FakeApplication(thoughts::add);
        try (WireTap tap = new WireTap(application, spool)) {
            tap.say("EHLO client.example")
                    .say("MAIL FROM:<anna@client.example>")
                    .say("RCPT TO:<otto@example.org>");
            thoughts.remove().run();
            tap.say("DATA").say("text").say(".");
            tap.channel.close().syncUninterruptibly();
            thoughts.remove().run();
            assertEquals("text\r\n", application.mails().get(0).withoutTrace());
        }
    }

    @Test
    void leavesNothingBehindWhenTheClientGoesAway() throws IOException {
        try (WireTap tap = new WireTap(new FakeApplication(), spool)) {
            inData(tap).say("x".repeat(MessageSpool.MAX_IN_MEMORY));
        }
        try (var files = Files.list(spool)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void finishesTheMailUnderWayBeforeItStops() {
        try (WireTap tap = new WireTap(new FakeApplication(), spool)) {
            inData(tap).say("text");
            tap.channel.pipeline().fireUserEventTriggered(SmtpPipeline.Signal.DRAIN);
            assertFalse(tap.closed());
            tap.say(".");
            String heard = tap.heard();
            assertTrue(heard.startsWith("250 2.0.0"), heard);
            assertTrue(heard.endsWith("421 4.3.2 Service shutting down, closing connection\r\n"), heard);
            assertTrue(tap.closed());
        }
    }

    @Test
    void neverMakesABugOfOursTheSendersError() {
        try (WireTap tap = new WireTap(new FakeApplication(), spool)) {
            tap.say("EHLO client.example")
                    .say("MAIL FROM:<bomb@client.example>")
                    .heard();
            assertEquals(
                    "451 4.3.0 Temporary failure, please try again later\r\n",
                    tap.say("RCPT TO:<broken@example.org>").heard());
            tap.say("RCPT TO:<otto@example.org>").say("DATA").heard();
            assertEquals(
                    "451 4.3.0 Message could not be stored, please try again later\r\n",
                    tap.say(".").heard());
        }
    }

    @Test
    void survivesAHandlerThatThrowsAndReleasesTheBody() throws IOException {
        List<MessageBody> bodies = new ArrayList<>();
        MailHandler throwing = new FakeApplication() {
            @Override
            public CompletionStage<SmtpReply> commit(MailTransaction mail) {
                bodies.add(mail.body());
                throw new IllegalStateException("planted");
            }
        };
        try (WireTap tap = new WireTap(throwing, spool, 0)) {
            inData(tap).say("text").say(".");
            assertEquals("451 4.3.0 Message could not be stored, please try again later\r\n", tap.heard());
            assertThrows(IOException.class, () -> bodies.get(0).open().close());
        }
    }

    @Test
    void putsMailOffThatTheDiskDoesNotTake() throws IOException {
        Path inner = spool.resolve("inner");
        FakeApplication application = new FakeApplication();
        try (WireTap tap = new WireTap(application, inner, 0, 1_000_000)) {
            inData(tap);
            Files.delete(inner);
            tap.say("x".repeat(MessageSpool.MAX_IN_MEMORY)).say("y");
            assertEquals("", tap.heard());
            assertTrue(tap.say(".").heard().startsWith("452 4.3.1"));
            assertEquals("250 2.0.0 Ok\r\n", tap.say("NOOP").heard());
            assertEquals(0, application.mails().size());
        }
    }

    @Test
    void stopsAtOnceWhenIdle() {
        try (WireTap tap = new WireTap(new FakeApplication(), spool)) {
            tap.say("EHLO client.example").heard();
            tap.channel.pipeline().fireUserEventTriggered(SmtpPipeline.Signal.DRAIN);
            assertEquals("421 4.3.2 Service shutting down, closing connection\r\n", tap.heard());
            assertTrue(tap.closed());
        }
    }

    @Test
    void putsMailOffWhenTheDiskIsFull() {
        try (WireTap tap = new WireTap(new FakeApplication(), spool, Long.MAX_VALUE)) {
            tap.say("EHLO client.example").heard();
            assertTrue(tap.say("MAIL FROM:<anna@client.example>").heard().startsWith("452 4.3.1"));
        }
    }
}
