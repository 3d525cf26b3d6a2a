package org.waybill.queue.agent.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.agent.client.Dialer;
import org.waybill.queue.agent.client.RelayTimeouts;
import org.waybill.queue.core.action.LocalMethod;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.ReplyLine;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.queue.core.envelope.Ending;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.users.User;
import org.waybill.queue.core.users.UserBase;
import org.waybill.smtp.BodyType;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MailParameters.ReturnedContent;

class LmtpDeliveryTest {

    private static final Duration MOMENT = Duration.ofMillis(300);
    private static final RelayTimeouts SHORT =
            new RelayTimeouts(Duration.ofSeconds(10), MOMENT, MOMENT, MOMENT, MOMENT, MOMENT, Duration.ofSeconds(20));

    private static final MailParameters REQUIRETLS =
            new MailParameters(0, BodyType.SEVEN_BIT, false, true, ReturnedContent.UNSAID, "");

    private final LocalRig rig;

    LmtpDeliveryTest(@TempDir Path directory) throws IOException {
        rig = new LocalRig(directory);
    }

    /** Answers as it is told, by the first word of a command; says what it heard. */
    private static final class Server implements AutoCloseable {

        private final ServerSocketChannel socket;
        private final CompletableFuture<List<String>> heard;

        Server(StandardProtocolFamily family, SocketAddress address, Map<String, String> answers) throws IOException {
            socket = ServerSocketChannel.open(family).bind(address);
            heard = CompletableFuture.supplyAsync(() -> serve(answers));
        }

        static Server tcp(Map<String, String> answers) throws IOException {
            return new Server(
                    StandardProtocolFamily.INET,
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0),
                    answers);
        }

        String target() throws IOException {
            return socket.getLocalAddress() instanceof InetSocketAddress inet
                    ? "127.0.0.1:" + inet.getPort()
                    : socket.getLocalAddress().toString();
        }

        private List<String> serve(Map<String, String> answers) {
            List<String> lines = new ArrayList<>();
            try (SocketChannel client = socket.accept();
                    OutputStream out = Channels.newOutputStream(client);
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(Channels.newInputStream(client), StandardCharsets.UTF_8))) {
                say(out, answers.getOrDefault("banner", "220 here"));
                boolean content = false;
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    lines.add(line);
                    String verb = content ? (line.equals(".") ? "." : "") : line.split(" ", 2)[0];
                    content = verb.isEmpty() || verb.equals("DATA");
                    if (!verb.isEmpty()) {
                        String answer = answers.getOrDefault(verb, verb.equals("DATA") ? "354 go" : "250 2.0.0 ok");
                        content &= answer.startsWith("354");
                        say(out, answer);
                    }
                }
            } catch (IOException gone) {
                // what was heard counts
            }
            return lines;
        }

        private static void say(OutputStream out, String answer) throws IOException {
            if (!answer.equals("nothing")) {
                out.write((answer.replace("\n", "\r\n") + "\r\n").getBytes(StandardCharsets.UTF_8));
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
            // as long as somebody waits in accept, the system takes connections
            heard.join();
        }
    }

    private Outcome deliver(Server server, boolean rcptTo) throws IOException {
        return rig.deliver(new LocalMethod.Lmtp(server.target(), rcptTo));
    }

    @Test
    void namesTheUserAndSendsTheTraceFields() throws IOException {
        try (Server server = Server.tcp(Map.of("LHLO", "250-here\n250-PIPELINING\n250 8BITMIME"))) {
            Outcome outcome = deliver(server, false);
            assertEquals(
                    new Outcome.Delivered("lmtp " + server.target(), new ReplyLine("250 2.0.0 ok", "127.0.0.1")),
                    outcome);
            assertEquals(
                    List.of(
                            "LHLO mx.waybill.test",
                            "MAIL FROM:<s@client.test>",
                            "RCPT TO:<alice>",
                            "DATA",
                            "Return-Path: <s@client.test>",
                            "Delivered-To: alice@mx.seed.test",
                            "Subject: hello",
                            "From: alice@example.com",
                            "",
                            "Hello",
                            ".",
                            "QUIT"),
                    server.heard.join());
        }
    }

    @Test
    void namesTheDestinationWhenItIsTold() throws IOException {
        try (Server server = Server.tcp(Map.of())) {
            deliver(server, true);
            assertTrue(server.heard.join().contains("RCPT TO:<alice@mx.seed.test>"));
        }
    }

    @Test
    void speaksThroughAUnixSocket() throws IOException {
        Path path = rig.directory.resolve("lmtp");
        try (Server server = new Server(StandardProtocolFamily.UNIX, UnixDomainSocketAddress.of(path), Map.of())) {
            Outcome outcome = deliver(server, false);
            assertInstanceOf(Outcome.Delivered.class, outcome);
            assertEquals("", outcome.line().remoteHost(), "it is one of this host");
            assertTrue(server.heard.join().contains("RCPT TO:<alice>"));
        }
    }

    @Test
    void doublesDotsAndSaysWhatItSends() throws IOException {
        String text = "Subject: x\r\n\r\n.\r\n..x\r\n\u00c3\u00a9\r\nno end";
        try (Server server = Server.tcp(Map.of("LHLO", "250-here\n250-8BITMIME\n250 SMTPUTF8"))) {
            rig.deliver(rig.action(new LocalMethod.Lmtp(server.target(), false)), LocalRig.toAlice(), text);
            List<String> heard = server.heard.join();
            assertEquals("MAIL FROM:<s@client.test> BODY=8BITMIME", heard.get(1));
            assertEquals(List.of("..", "...x", "\u00e9", "no end", ".", "QUIT"), heard.subList(8, heard.size()));
        }
    }

    @Test
    void convertsForAServerThatTakesNoOctets() throws IOException {
        String text = String.join(
                "\r\n",
                "Subject: x",
                "MIME-Version: 1.0",
                "Content-Type: text/plain; charset=utf-8",
                "Content-Transfer-Encoding: 8bit",
                "",
                "\u00c3\u00a9",
                "");
        try (Server server = Server.tcp(Map.of())) {
            Outcome outcome =
                    rig.deliver(rig.action(new LocalMethod.Lmtp(server.target(), false)), LocalRig.toAlice(), text);
            assertInstanceOf(Outcome.Delivered.class, outcome, outcome.toString());
            List<String> heard = server.heard.join();
            assertEquals("MAIL FROM:<s@client.test>", heard.get(1));
            assertTrue(heard.contains("Content-Transfer-Encoding: quoted-printable"), heard.toString());
            assertTrue(heard.contains("=C3=A9"), heard.toString());
        }
    }

    @Test
    void failsWhatCannotBeConverted() throws IOException {
        try (Server server = Server.tcp(Map.of())) {
            Outcome outcome = rig.deliver(
                    rig.action(new LocalMethod.Lmtp(server.target(), false)),
                    LocalRig.toAlice(),
                    "Subject: \u00c3\u00a9\r\n\r\nx\r\n");
            assertInstanceOf(Outcome.Failed.class, outcome);
            assertTrue(
                    outcome.reply()
                            .startsWith("554 5.6.3 " + server.target()
                                    + " takes no 8-bit content, and this one cannot be converted: "),
                    outcome.reply());
            assertEquals(List.of("LHLO mx.waybill.test", "QUIT"), server.heard.join());
        }
    }

    @Test
    void sendsALongMail() throws IOException {
        String text = "Subject: x\r\n\r\n" + ("x".repeat(100) + "\r\n").repeat(50_000);
        try (Server server = Server.tcp(Map.of())) {
            Outcome outcome =
                    rig.deliver(rig.action(new LocalMethod.Lmtp(server.target(), false)), LocalRig.toAlice(), text);
            assertInstanceOf(Outcome.Delivered.class, outcome, outcome.toString());
            assertEquals(50_010, server.heard.join().size());
        }
    }

    @ParameterizedTest
    @CsvSource({
        // what is answered, how, outcome, reply
        "banner, 421 busy,                  Deferred, 451 4.4.1 Refused by TARGET: 421 busy",
        "banner, 554 go away,               Deferred, 451 4.4.1 Refused by TARGET: 554 go away",
        "LHLO,   500 what?,                 Deferred, 451 4.4.1 Refused by TARGET: 500 what?",
        "MAIL,   451 4.3.0 later,           Deferred, 451 4.3.0 later",
        "MAIL,   550 5.7.1 no,              Failed,   550 5.7.1 no",
        "RCPT,   550 5.1.1 no such user,    Failed,   550 5.1.1 no such user",
        "RCPT,   452 4.2.2 over quota,      Deferred, 452 4.2.2 over quota",
        "DATA,   250 what?,                 Deferred, 250 what?",
        "DATA,   554 no,                    Failed,   554 no",
        ".,      550 5.2.2 full,            Failed,   550 5.2.2 full",
        ".,      452 4.2.2 over quota,      Deferred, 452 4.2.2 over quota",
        "RCPT,   hello,                     Deferred, 451 4.4.2 Connection lost: no valid reply: hello"
    })
    void readsTheAnswers(String verb, String answer, String kind, String reply) throws IOException {
        try (Server server = Server.tcp(Map.of(verb, answer))) {
            Outcome outcome = deliver(server, false);
            assertEquals(kind, outcome.getClass().getSimpleName(), outcome.toString());
            assertEquals(reply.replace("TARGET", "lmtp " + server.target()), outcome.reply());
            assertEquals(
                    outcome.reply().equals(answer) ? "127.0.0.1" : "",
                    outcome.line().remoteHost());
        }
    }

    private Outcome impatiently(String target) {
        return deliver(target, Dialer.TCP, TestMail.job(TestMail.TEXT, LocalRig.toAlice()));
    }

    private Outcome deliver(String target, Dialer dialer, DeliveryJob job) {
        return new LmtpDelivery("mx.waybill.test", dialer, SHORT)
                .deliver(
                        new LocalMethod.Lmtp(target, false),
                        new LocalDelivery(
                                rig.action(new LocalMethod.Mbox()),
                                job.envelopes().get(0),
                                job,
                                rig.alice,
                                rig.alice));
    }

    /** What is sent to another host could be read on its way there. */
    @Test
    void aMailWithRequireTlsDoesNotLeaveTheMachine() throws IOException {
        DeliveryJob secret = TestMail.job(REQUIRETLS, TestMail.TEXT, LocalRig.toAlice());
        try (Server server = Server.tcp(Map.of())) {
            InetSocketAddress here = (InetSocketAddress) server.socket.getLocalAddress();
            String away = "192.0.2.1:" + here.getPort();
            Dialer astray = (socket, sourceOrNull, remote, patience) -> socket.connect(here);
            assertEquals(
                    new Outcome.Failed(
                            "lmtp " + away, "550 5.7.10 Encryption needed: REQUIRETLS does not go to " + away),
                    deliver(away, astray, secret));
            assertEquals(List.of(), server.heard.join());
        }
    }

    @Test
    void aMailWithRequireTlsGoesToServersOfTheSameMachine() throws IOException {
        DeliveryJob secret = TestMail.job(REQUIRETLS, TestMail.TEXT, LocalRig.toAlice());
        try (Server server = Server.tcp(Map.of())) {
            assertInstanceOf(Outcome.Delivered.class, deliver(server.target(), Dialer.TCP, secret));
        }
        Path path = rig.directory.resolve("lmtp");
        try (Server server = new Server(StandardProtocolFamily.UNIX, UnixDomainSocketAddress.of(path), Map.of())) {
            assertInstanceOf(Outcome.Delivered.class, deliver(server.target(), Dialer.TCP, secret));
        }
    }

    @ParameterizedTest
    @CsvSource({"banner", "LHLO", "."})
    void waitsForNoReplyForEver(String silent) throws IOException {
        try (Server server = Server.tcp(Map.of(silent, "nothing"))) {
            Outcome outcome = impatiently(server.target());
            assertEquals("451 4.4.2 Connection lost: it took too long", outcome.reply());
            assertInstanceOf(Outcome.Deferred.class, outcome);
        }
    }

    @Test
    void readsNoEndlessReply() throws IOException {
        for (String endless : List.of("250-" + "x".repeat(5000), "250-x\n".repeat(1001) + "250 x")) {
            try (Server server = Server.tcp(Map.of("LHLO", endless))) {
                Outcome outcome = impatiently(server.target());
                assertTrue(outcome.reply().contains("the reply is longer than")
                        || outcome.reply().contains("of the reply is longer than"));
                assertInstanceOf(Outcome.Deferred.class, outcome);
            }
        }
    }

    @Test
    void defersWhereNobodyListens() throws IOException {
        String target;
        try (Server server = Server.tcp(Map.of())) {
            target = server.target();
        }
        assertInstanceOf(Outcome.Deferred.class, rig.deliver(new LocalMethod.Lmtp(target, false)));
        assertInstanceOf(Outcome.Deferred.class, rig.deliver(new LocalMethod.Lmtp(rig.directory + "/no", false)));
    }

    @Test
    void quotesANameThatNeedsIt() throws IOException {
        rig.users.put("a \"b", new UserBase.Answer.Found(User.virtual("a \"b")));
        Envelope envelope = LocalRig.envelope("", "alice@mx.seed.test", "a \"b", new Ending.Address(""));
        try (Server server = Server.tcp(Map.of())) {
            rig.deliver(rig.action(new LocalMethod.Lmtp(server.target(), false)), envelope, TestMail.TEXT);
            List<String> heard = server.heard.join();
            assertTrue(heard.contains("RCPT TO:<\"a \\\"b\">"), heard.toString());
            assertTrue(heard.contains("MAIL FROM:<>"), heard.toString());
        }
    }
}
