package org.waybill.smtp.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.smtp.conversation.FakeApplication;
import org.waybill.smtp.listener.ListenerPlan;
import org.waybill.smtp.listener.SessionLimits;
import org.waybill.smtp.netty.SessionCensus.Answer;

/** Five minutes for a command, three for some octets, an hour for a body; 100 octets a second; five places. */
class PatienceTest {

    private static final String TIMEOUT = "421 4.4.2 Timeout, closing connection\r\n";
    private static final int PLACES = 5;

    private final Queue<Runnable> disk = new ArrayDeque<>();
    private final ServerLoad load = new ServerLoad();
    private final Path directory;
    private final WireTap tap;

    PatienceTest(@TempDir Path directory) {
        this.directory = directory;
        tap = tap(Duration.ofMinutes(5));
    }

    private WireTap tap(Duration commandTimeout) {
        SessionLimits usual = SessionLimits.defaults();
        SessionLimits limits = new SessionLimits(
                PLACES,
                PLACES,
                usual.recipients(),
                usual.mailsPerSession(),
                usual.errors(),
                usual.errorDelay(),
                usual.junkCommands(),
                usual.authFailures(),
                commandTimeout,
                Duration.ofMinutes(3),
                Duration.ofHours(1),
                100);
        load.follow(new ListenerPlan(1, List.of(), limits, directory, 0, 1, true));
        SpoolSpace spool = new SpoolSpace(directory, 0, disk::add, Clock.systemUTC());
        WireTap made = new WireTap(WireTap.setup(WireTap.spec(1_000_000), limits, new FakeApplication(), spool, load));
        made.channel.freezeTime();
        made.say("EHLO client.example").heard();
        return made;
    }

    @AfterEach
    void closeTap() {
        tap.close();
    }

    private void beginBody() {
        tap.say("MAIL FROM:<anna@client.example>")
                .say("RCPT TO:<otto@example.org>")
                .say("DATA")
                .heard();
    }

    private void send(int octets) {
        tap.say("x".repeat(octets - 2));
    }

    private void take(int places) {
        for (int i = 0; i < places; i++) {
            assertEquals(Answer.ADMITTED, load.census().admit(InetAddress.getLoopbackAddress(), PLACES, PLACES));
        }
    }

    private void giveBack(int places) {
        for (int i = 0; i < places; i++) {
            load.census().leave(InetAddress.getLoopbackAddress());
        }
    }

    private void assertEnds() {
        assertEquals(TIMEOUT, tap.heard());
        assertTrue(tap.closed());
    }

    private void assertGoesOn() {
        assertEquals("", tap.heard());
        assertFalse(tap.closed());
    }

    // ---- the rate of a body

    @Test
    void givesABodyHalfAMinuteToGetGoing() {
        beginBody();
        tap.pass(29, TimeUnit.SECONDS);
        assertGoesOn();
        tap.pass(1, TimeUnit.SECONDS);
        assertEnds();
    }

    @Test
    void countsTheAverage() {
        beginBody();
        send(20_000);
        tap.pass(179, TimeUnit.SECONDS);
        send(10);
        tap.pass(20, TimeUnit.SECONDS);
        assertGoesOn();
        tap.pass(1, TimeUnit.SECONDS);
        assertEnds();
    }

    @Test
    void staysWithAClientThatIsJustFastEnough() {
        beginBody();
        send(600);
        for (int i = 0; i < 40; i++) {
            tap.pass(5, TimeUnit.SECONDS);
            assertGoesOn();
            send(600);
        }
        assertTrue(tap.say(".").heard().startsWith("250 2.0.0"));
    }

    @Test
    void doesNotTakeABodyThatIsTooBigForASlowOne() {
        beginBody();
        for (int i = 0; i < 20; i++) {
            send(100_000);
            disk.forEach(Runnable::run);
            tap.pass(10, TimeUnit.SECONDS);
            assertGoesOn();
        }
        assertTrue(tap.say(".").heard().startsWith("552"));
    }

    @Test
    void readsNoMoreThanTheDiskTakesAndBlamesNobody() {
        beginBody();
        send(MessageSpool.MAX_WAITING + 1_000);
        assertTrue(tap.channel.config().isAutoRead());
        send(SmtpFrameDecoder.MAX_BUFFERED);
        assertFalse(tap.channel.config().isAutoRead());
        tap.pass(2, TimeUnit.HOURS);
        assertGoesOn();
        disk.remove().run();
        tap.channel.runPendingTasks();
        assertTrue(tap.channel.config().isAutoRead());
        tap.pass(30, TimeUnit.SECONDS);
        send(10);
        assertTrue(tap.say(".").heard().startsWith("250 2.0.0"));
    }

    @Test
    void forgetsABodyThatHasEnded() {
        beginBody();
        tap.say(".").heard();
        tap.pass(4, TimeUnit.MINUTES);
        assertGoesOn();
        tap.pass(1, TimeUnit.MINUTES);
        assertEnds();
    }

    @Test
    void judgesAllChunksOfAMailTogether() {
        tap.say("MAIL FROM:<anna@client.example>")
                .say("RCPT TO:<otto@example.org>")
                .heard();
        for (int i = 0; i < 6; i++) {
            tap.say("BDAT 10\r\nsome words");
            assertFalse(tap.closed());
            tap.heard();
            tap.pass(5, TimeUnit.SECONDS);
        }
        assertEnds();
    }

    @Test
    void judgesAChunkThatNobodyWants() {
        tap.say("BDAT 100000").heard();
        for (int i = 0; i < 5; i++) {
            tap.pass(5, TimeUnit.SECONDS);
            assertGoesOn();
            send(10);
        }
        tap.pass(5, TimeUnit.SECONDS);
        assertEnds();
    }

    // ---- a crowded server

    @Test
    void hasLessPatienceWithThoseWhoComeNow() {
        take(PLACES);
        tap.say("NOOP").heard();
        tap.pass(29, TimeUnit.SECONDS);
        assertGoesOn();
        tap.pass(1, TimeUnit.SECONDS);
        assertEnds();
    }

    @Test
    void hasLessPatienceWithThoseWhoWaitAlready() {
        tap.pass(1, TimeUnit.MINUTES);
        take(PLACES);
        tap.pass(10, TimeUnit.SECONDS);
        assertEnds();
    }

    @Test
    void hasItsPatienceBackWithTheRoom() {
        take(PLACES);
        tap.pass(20, TimeUnit.SECONDS);
        giveBack(1);
        tap.pass(4, TimeUnit.MINUTES);
        assertGoesOn();
    }

    @Test
    void hasLessPatienceWithABody() {
        take(PLACES);
        beginBody();
        send(20_000);
        tap.pass(35, TimeUnit.SECONDS);
        assertGoesOn();
        tap.pass(1, TimeUnit.SECONDS);
        assertEnds();
    }

    @ParameterizedTest
    @CsvSource({"8, 8", "50, 10", "150, 15"})
    void hasTenSecondsAtLeast(int usual, int crowded) {
        take(PLACES);
        try (WireTap other = tap(Duration.ofSeconds(usual))) {
            other.pass(crowded * 1_000L - 1, TimeUnit.MILLISECONDS);
            assertFalse(other.closed());
            other.pass(1, TimeUnit.MILLISECONDS);
            assertTrue(other.closed());
        }
    }
}
