package org.waybill.queue.sendmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.core.enqueue.LocalMail;
import org.waybill.queue.core.enqueue.LocalVerdict;
import org.waybill.queue.core.envelope.Bodies;
import org.waybill.queue.local.LocalIntake;
import org.waybill.queue.local.LocalSocket;
import org.waybill.queue.local.OfflineMails;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.Peer;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.MailTransaction;

/** The command against the real socket and the real directory; only what becomes of a mail is made up. */
class SendmailTest {

    private static final String TEXT = "Subject: s\n\nhello\n";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
    private final List<LocalSocket> opened = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final LocalIntake intake = new LocalIntake(() -> 10_000, this::submit);

    @AfterEach
    void stop() throws IOException {
        close();
        threads.shutdownNow();
        watchdog.shutdownNow();
    }

    private LocalVerdict submit(LocalMail mail) {
        String recipient = mail.recipients().get(0).address().localPart();
        SmtpReply reply =
                switch (recipient) {
                    case "nobody" -> SmtpReply.of(550, "5.1.1", "Invalid recipient");
                    case "never" -> SmtpReply.of(550, "5.7.1", "Never");
                    case "later" -> SmtpReply.temporaryFailure();
                    case "broken" -> throw new IllegalStateException("out of order");
                    default -> SmtpReply.OK;
                };
        if (!reply.isPositive()) {
            return new LocalVerdict.Refused(List.of(
                    new LocalVerdict.Refusal(mail.recipients().get(0).address().toString(), reply)));
        }
        String text = text(mail);
        synchronized (taken) {
            taken.add(mail.user() + " <" + mail.sender() + "> "
                    + mail.recipients().stream()
                            .map(one -> one.address().toString())
                            .toList()
                    + " " + text);
        }
        return new LocalVerdict.Queued(
                new MailTransaction(
                        new MessageId(7),
                        Peer.local(mail.user()),
                        mail.sender(),
                        mail.parameters(),
                        List.of(new MailTransaction.Recipient(
                                mail.recipients().get(0).address(),
                                mail.recipients().get(0).parameters(),
                                "")),
                        mail.content(),
                        Instant.EPOCH),
                List.of());
    }

    private static String text(LocalMail mail) {
        try {
            return new String(Bodies.read(mail.content()), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void open(Path home) throws IOException {
        opened.add(LocalSocket.open(
                new Places(home).socket(), intake, threads, watchdog, trouble -> log.add(trouble.toString())));
    }

    private void close() throws IOException {
        for (LocalSocket socket : opened) {
            socket.close();
        }
    }

    private int sendmail(Path home, String text, String... arguments) {
        return new Sendmail(
                        new Places(home),
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .send(List.of(arguments));
    }

    private static String user() {
        return System.getProperty("user.name");
    }

    @Test
    void handsAMailToTheServer(@TempDir Path home) throws IOException {
        open(home);
        assertEquals(0, sendmail(home, TEXT, "-v", "-f", "s@client.test", "x@dest.test", "y@dest.test"));
        assertEquals(
                List.of(user() + " <s@client.test> [x@dest.test, y@dest.test] Subject: s\r\n\r\nhello\r\n"), taken);
        assertEquals(
                "250 2.0.0 0000000000000007 Message accepted for delivery\n", out.toString(StandardCharsets.UTF_8));
        assertEquals(
                "rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(new Places(home).socket())));
        close();
        assertFalse(Files.exists(new Places(home).socket()));
    }

    @Test
    void findsRecipientsInTheHeader(@TempDir Path home) throws IOException {
        String text = "To: X <x@dest.test>,\n some: y@dest.test, z@dest.test;\nBcc: b@dest.test\n\n";
        open(home);
        assertEquals(0, sendmail(home, text, "-t"));
        assertTrue(
                taken.get(0)
                        .startsWith(user() + " <" + user() + "> [x@dest.test, y@dest.test, z@dest.test, b@dest.test] "),
                taken::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "nobody@dest.test, 67",
        "never@dest.test, 69",
        "later@dest.test, 75",
        "broken@dest.test, 75",
        "two@at@dest.test, 65",
        "-Z, 64"
    })
    void endsWithTheStatusThatCallersKnow(String argument, int status, @TempDir Path home) throws IOException {
        open(home);
        assertEquals(status, sendmail(home, TEXT, argument));
        assertEquals(List.of(), taken);
        assertTrue(err.toString(StandardCharsets.UTF_8).startsWith("sendmail: "), err::toString);
    }

    @Test
    void isToldThatAMailIsTooBig(@TempDir Path home) throws IOException {
        open(home);
        assertEquals(65, sendmail(home, TEXT + "x".repeat(1_000_000), "x@dest.test"));
        assertEquals(
                "sendmail: 552 5.3.4 Message exceeds the fixed maximum message size\n",
                err.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "'a\n.\nb\n', '', 'a\r\n'",
        "'a\r\n.\r\nb\n', '', 'a\r\n'",
        "'a\n.\nb\n', -i, 'a\r\n.\r\nb\r\n'",
        "'a\n..\n.b\n.', '', 'a\r\n..\r\n.b\r\n.\r\n'"
    })
    void aDotAloneEndsTheMailUnlessItIsToldOtherwise(String body, String option, String expected, @TempDir Path home)
            throws IOException {
        String[] arguments = option.isEmpty() ? new String[] {"x@dest.test"} : new String[] {option, "x@dest.test"};
        open(home);
        assertEquals(0, sendmail(home, "Subject: s\n\n" + body, arguments));
        assertTrue(taken.get(0).endsWith("\r\n\r\n" + expected), taken::toString);
    }

    @Test
    void aMailThatIsCutOffIsNoMail(@TempDir Path home) throws IOException {
        open(home);
        try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            client.connect(UnixDomainSocketAddress.of(new Places(home).socket()));
            ByteArrayOutputStream half = new ByteArrayOutputStream();
            Form.of("", "", List.of("x@dest.test")).write(half, 100);
            half.writeBytes(TEXT.getBytes(StandardCharsets.UTF_8));
            client.write(ByteBuffer.wrap(half.toByteArray()));
            client.shutdownOutput();
            assertEquals(-1, client.read(ByteBuffer.allocate(1)));
        }
        assertEquals(List.of(), taken);
    }

    @Test
    void keepsAMailForAServerThatDoesNotRun(@TempDir Path home) throws IOException {
        OfflineMails offline = new OfflineMails(new Places(home).offline(), intake, log::add);
        offline.prepare();
        assertEquals(0, sendmail(home, TEXT, "x@dest.test"));
        assertEquals(1, files(home).size());
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(files(home).get(0))));
        offline.takeIn();
        assertEquals(List.of(user() + " <" + user() + "> [x@dest.test] Subject: s\r\n\r\nhello\r\n"), taken);
        assertEquals(List.of(), files(home));
    }

    @Test
    void keepsWhatIsNotTakenForNowAndPutsAsideWhatNeverIs(@TempDir Path home) throws IOException {
        sendmail(home, TEXT, "later@dest.test");
        sendmail(home, TEXT, "broken@dest.test");
        sendmail(home, TEXT, "nobody@dest.test");
        Files.writeString(new Places(home).offline().resolve("odd.mail"), "no form\n\n");
        Files.createSymbolicLink(new Places(home).offline().resolve("link.mail"), Path.of("/etc/passwd"));
        new OfflineMails(new Places(home).offline(), intake, log::add).takeIn();
        List<String> names =
                files(home).stream().map(file -> file.getFileName().toString()).toList();
        assertEquals(2, names.stream().filter(name -> name.endsWith(".refused")).count(), names::toString);
        assertTrue(names.containsAll(List.of("odd.mail.refused", "link.mail")), names::toString);
        assertEquals(5, names.size(), names::toString);
        assertEquals(4, log.size(), log::toString);
    }

    private static List<Path> files(Path home) throws IOException {
        try (Stream<Path> files = Files.list(new Places(home).offline())) {
            return files.sorted().toList();
        }
    }
}
