package org.waybill.smtp.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waybill.smtp.conversation.Conversation;
import org.waybill.smtp.conversation.Conversations;
import org.waybill.smtp.conversation.FakeApplication;
import org.waybill.smtp.listener.ListenerPlan;
import org.waybill.smtp.listener.ListenerReport;
import org.waybill.smtp.listener.ListenerSpec;
import org.waybill.smtp.listener.SessionLimits;
import org.waybill.smtp.listener.TlsMode;

class SmtpServerTest {

    private static final EventLoopGroup LOOPS = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private static final ExecutorService OTHER_THREADS = Executors.newFixedThreadPool(4);
    private static final SmtpServer.Threads THREADS =
            new SmtpServer.Threads(LOOPS, LOOPS, OTHER_THREADS, OTHER_THREADS);
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Path directory;
    private final FakeApplication application = new FakeApplication(OTHER_THREADS);
    private final SmtpServer server = new SmtpServer(THREADS, application, Clock.systemUTC());

    SmtpServerTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @AfterEach
    void closeServer() {
        server.close();
    }

    @AfterAll
    static void endThreads() {
        LOOPS.shutdownGracefully(0, 30, TimeUnit.SECONDS).syncUninterruptibly();
        OTHER_THREADS.shutdown();
    }

    static List<Conversation> conversations() {
        return Conversations.all().stream()
                .filter(conversation -> !conversation.setting().secured())
                .toList();
    }

    private ListenerPlan plan(long revision, SessionLimits limits, ListenerSpec... specs) {
        return new ListenerPlan(revision, List.of(specs), limits, directory.resolve("spool"), 0, 1, true);
    }

    private InetSocketAddress open(ListenerSpec spec) {
        return open(spec, Conversations.limits());
    }

    private InetSocketAddress open(ListenerSpec spec, SessionLimits limits) {
        ListenerReport report = server.apply(plan(1, limits, spec));
        assertTrue(report.allOpen(), report::toString);
        return report.listeners().get(0).bound();
    }

    private static ListenerSpec spec(InetSocketAddress address, String hostname) {
        ListenerSpec spec = Conversations.spec(TlsMode.NONE);
        return ListenerSpec.smtp(address, hostname, spec.maxMessageSize()).withTag(spec.tag());
    }

    private static SessionLimits sessions(int all, int perSource) {
        return limits(all, perSource, SessionLimits.defaults().junkCommands());
    }

    private static SessionLimits limits(int all, int perSource, int junkCommands) {
        SessionLimits limits = SessionLimits.defaults();
        return new SessionLimits(
                all,
                perSource,
                limits.recipients(),
                limits.mailsPerSession(),
                limits.errors(),
                limits.errorDelay(),
                junkCommands,
                limits.authFailures(),
                limits.commandTimeout(),
                limits.dataTimeout(),
                limits.dataDeadline(),
                limits.leastDataRate());
    }

    private static WireClient inMail(WireClient client) throws IOException {
        client.say("EHLO client.example").hears("250 HELP");
        client.say("MAIL FROM:<anna@client.example>").hears("250");
        client.say("RCPT TO:<otto@example.org>").hears("250");
        return client;
    }

    // ---- conversations

    @ParameterizedTest
    @MethodSource("conversations")
    void saysWhatTheScriptSays(Conversation conversation) throws IOException {
        try (WireClient client = new WireClient(open(conversation.setting().spec()))) {
            client.hold(conversation);
        }
    }

    @Test
    void saysInsideTlsWhatTheScriptsSay() throws Exception {
        TestKeys keys = TestKeys.make(directory, "mx.example.org");
        List<Conversation> secured = Conversations.all().stream()
                .filter(conversation -> conversation.setting().secured())
                // what SCRAM says depends on what the server makes up
                .filter(conversation -> !conversation.name().contains("SCRAM"))
                .toList();
        assertFalse(secured.isEmpty());
        for (Conversation conversation : secured) {
            InetSocketAddress address = open(conversation.setting().spec(keys.identity()));
            try (WireClient client = WireClient.overTls(address, keys.client(), "mx.example.org")) {
                client.hold(conversation);
            }
        }
    }

    @Test
    void bringsABigBodyThroughAFileUnchanged() throws IOException {
        byte[] text = new byte[5_000_000];
        new Random(1).nextBytes(text);
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) (' ' + (text[i] & 63));
        }
        String body = "Subject: big\r\n\r\n"
                + new String(text, StandardCharsets.ISO_8859_1).replaceAll("(?s)(.{70})", "$1\r\n") + "\u00e9\r\n";
        try (WireClient client = new WireClient(open(TestServer.spec()))) {
            client.hears("220");
            inMail(client).say("DATA").hears("354");
            client.say((body.replace("\r\n.", "\r\n..") + ".\r\n").getBytes(StandardCharsets.ISO_8859_1));
            client.hears("250 2.0.0");
        }
        FakeApplication.Mail mail = application.mails().get(0);
        assertEquals(body, mail.withoutTrace());
        assertEquals(mail.text().length(), mail.transaction().body().size());
        assertEquals("tag", mail.transaction().peer().tag());
        assertThrows(IOException.class, () -> mail.transaction().body().open().close());
        try (var left = Files.list(directory.resolve("spool"))) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void answersAClientThatHasClosedItsSide() throws IOException {
        try (WireClient client = new WireClient(open(Conversations.spec(TlsMode.NONE)))) {
            client.hears("220");
            client.say(
                    """
                    EHLO client.example\r
                    MAIL FROM:<anna@client.example>\r
                    RCPT TO:<otto@example.org>\r
                    DATA\r
                    text\r
                    .\r
                    """
                            .getBytes(StandardCharsets.US_ASCII));
            client.closeOutput();
            client.hears("250 HELP");
            client.hears("250 2.0.0");
            client.hears("250 2.1.5");
            client.hears("354");
            client.hears("250 2.0.0");
            client.hearsTheEnd();
        }
    }

    // ---- limits

    @Test
    void turnsAwayWhoComesWhenAllPlacesAreTaken() throws IOException {
        InetSocketAddress address = open(Conversations.spec(TlsMode.NONE), sessions(1, 10));
        try (WireClient first = new WireClient(address)) {
            first.hears("220");
            assertTurnedAway(address, "421 4.3.2");
            first.say("QUIT").hears("221");
            first.hearsTheEnd();
        }
    }

    @Test
    void turnsAwayASourceThatTakesTooManyPlaces() throws IOException {
        InetSocketAddress address = open(Conversations.spec(TlsMode.NONE), sessions(10, 1));
        try (WireClient first = new WireClient(address)) {
            first.hears("220");
            assertTurnedAway(address, "421 4.7.0");
        }
    }

    @Test
    void countsTheSessionsOfAListenerApart() throws IOException {
        ListenerSpec spec = Conversations.spec(TlsMode.NONE);
        ListenerReport report = server.apply(plan(
                1,
                sessions(10, 10),
                spec.withCaps(new ListenerSpec.Caps(1, 10)),
                spec.withCaps(new ListenerSpec.Caps(10, 1)),
                spec));
        List<InetSocketAddress> addresses =
                report.listeners().stream().map(ListenerReport.Entry::bound).toList();
        try (WireClient first = new WireClient(addresses.get(0));
                WireClient ofSource = new WireClient(addresses.get(1));
                WireClient third = new WireClient(addresses.get(2))) {
            first.hears("220");
            ofSource.hears("220");
            third.hears("220");
            assertTurnedAway(addresses.get(0), "421 4.3.2");
            assertTurnedAway(addresses.get(1), "421 4.7.0");
            try (WireClient another = new WireClient(addresses.get(2))) {
                another.hears("220");
            }
        }
    }

    private static void assertTurnedAway(InetSocketAddress address, String reply) throws IOException {
        try (WireClient client = new WireClient(address)) {
            client.hears(reply);
            client.hearsTheEnd();
        }
    }

    @Test
    void stopsReadingAClientThatDoesNotRead() throws IOException {
        // far more replies than sockets hold; only back-pressure lets the client's write come to a stop and go on
        int commands = 40_000;
        byte[] octets = "HELP\r\n".repeat(commands).getBytes(StandardCharsets.US_ASCII);
        InetSocketAddress address = open(Conversations.spec(TlsMode.NONE), limits(10, 10, commands));
        try (WireClient client = new WireClient(address)) {
            client.hears("220");
            var writing = OTHER_THREADS.submit(() -> client.say(octets));
            for (int i = 0; i < commands; i++) {
                client.hears("214");
            }
            assertEquals(client, assertCompletes(writing));
        }
    }

    private static Object assertCompletes(Future<?> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    // ---- plans

    @Test
    void followsPlans() throws IOException {
        InetSocketAddress free = open(Conversations.spec(TlsMode.NONE));
        server.apply(plan(2, Conversations.limits()));
        InetSocketAddress address = open(spec(free, "old.example.org"));
        try (WireClient old = new WireClient(address)) {
            old.hears("220 old.example.org");
            ListenerReport report = server.apply(plan(3, Conversations.limits(), spec(address, "new.example.org")));
            assertEquals(address, report.listeners().get(0).bound());
            try (WireClient fresh = new WireClient(address)) {
                fresh.hears("220 new.example.org");
            }
            server.apply(plan(4, Conversations.limits()));
            assertThrows(ConnectException.class, () -> new WireClient(address).close());
            old.say("NOOP").hears("250");
        }
    }

    @Test
    void tellsOpenSessionsAtOnceThatNoMailIsTaken() throws IOException {
        ListenerPlan plan = plan(1, Conversations.limits(), Conversations.spec(TlsMode.NONE));
        ListenerReport report = server.apply(plan);
        try (WireClient client = new WireClient(report.listeners().get(0).bound())) {
            client.hears("220");
            client.say("EHLO client.example").hears("250 HELP");
            assertEquals(report, server.apply(plan.withAccepting(false)));
            client.say("MAIL FROM:<anna@client.example>").hears("452 4.3.1");
            assertEquals(report, server.apply(plan));
            client.say("MAIL FROM:<anna@client.example>").hears("250");
        }
    }

    @Test
    void reportsAListenerThatCannotOpenAndRetriesOnlyThat() {
        InetSocketAddress taken = open(Conversations.spec(TlsMode.NONE));
        try (SmtpServer other = new SmtpServer(THREADS, application, Clock.systemUTC())) {
            ListenerPlan plan =
                    plan(7, Conversations.limits(), Conversations.spec(TlsMode.NONE), spec(taken, "mx.example.org"));
            ListenerReport report = other.apply(plan);
            assertEquals(7, report.revision());
            assertTrue(report.listeners().get(0).open());
            assertTrue(report.listeners().get(1).failure().startsWith("cannot listen on"), report::toString);
            InetSocketAddress kept = report.listeners().get(0).bound();
            server.close();
            report = other.apply(plan);
            assertTrue(report.allOpen(), report::toString);
            assertEquals(kept, report.listeners().get(0).bound());
            assertEquals(taken, report.listeners().get(1).bound());
        }
    }

    // ---- the end

    @Test
    void drains() throws Exception {
        InetSocketAddress address = open(Conversations.spec(TlsMode.NONE));
        try (WireClient idle = new WireClient(address);
                WireClient busy = new WireClient(address)) {
            idle.hears("220");
            busy.hears("220");
            inMail(busy).say("DATA").hears("354");
            CountDownLatch drained = new CountDownLatch(1);
            OTHER_THREADS.execute(() -> {
                server.drain(LONG);
                drained.countDown();
            });
            idle.hears("421 4.3.2");
            idle.hearsTheEnd();
            idle.closeOutput();
            assertThrows(ConnectException.class, () -> new WireClient(address).close());
            busy.say("text").say(".").hears("250 2.0.0");
            busy.hears("421 4.3.2");
            busy.hearsTheEnd();
            busy.closeOutput();
            drained.await();
        }
        assertEquals(1, application.mails().size());
    }

    @Test
    void closesWhatDoesNotFinishInTime() throws IOException {
        try (WireClient busy = new WireClient(open(Conversations.spec(TlsMode.NONE)))) {
            busy.hears("220");
            inMail(busy).say("DATA").hears("354");
            server.drain(Duration.ZERO);
            busy.hearsTheEnd();
        }
    }
}
