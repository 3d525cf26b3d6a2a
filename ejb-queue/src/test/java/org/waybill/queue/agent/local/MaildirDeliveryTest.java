package org.waybill.queue.agent.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.agent.client.Dialer;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.action.LocalMethod;
import org.waybill.queue.core.action.MdaLimits;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.envelope.RecipientPlan;
import org.waybill.queue.core.users.Everybody;
import org.waybill.smtp.BodyType;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MailParameters.ReturnedContent;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.ReversePath;

class MaildirDeliveryTest {

    private static final String PER_USER = "mail/%{rcpt.domain}/%{user.username}";

    private final Path directory;
    private final Path home;
    private LocalAgent agent;

    MaildirDeliveryTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        home = Files.createDirectory(directory.resolve("home"));
        agent = agent("mx.waybill.test");
    }

    private LocalAgent agent(String hostname) {
        return new LocalAgent(
                new LocalPlaces(home, directory.resolve("spool"), hostname),
                new Everybody(),
                LocalRig.SERVER,
                new ServerOnly(LocalRig.SERVER),
                () -> MdaLimits.DEFAULT,
                Dialer.TCP,
                Clock.systemUTC(),
                LocalPatience.STANDARD);
    }

    private Outcome deliver(String template, Envelope envelope, String text) {
        return Objects.requireNonNull(agent.deliver(
                        new Action.Local(new LocalMethod.Maildir(template, false), new Everybody()),
                        TestMail.job(text, envelope))
                .get(envelope.id()));
    }

    private Outcome deliver(String template, Envelope envelope) {
        return deliver(template, envelope, TestMail.TEXT);
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static Envelope bob() {
        return TestMail.envelope("bob@example.org");
    }

    private static Envelope user(String user) {
        MailAddress address = MailAddress.parse("bob@example.org");
        return Envelope.created(
                new EnvelopeId(TestMail.ID, 1),
                ReversePath.parse("alice@example.com"),
                new RecipientPlan(address, address, user, new ActionName("act")),
                RcptParameters.NONE,
                TestMail.ACCEPTED);
    }

    @Test
    void writesOneFileIntoNew() throws IOException {
        Outcome outcome = deliver(PER_USER, bob());
        assertEquals(
                new Outcome.Delivered("maildir " + home + "/mail/example.org/bob", "250 2.0.0 Delivered"), outcome);
        Path maildir = home.resolve("mail/example.org/bob");
        Path file = maildir.resolve("new/1772366400.0123456789abcdef-1.mx.waybill.test");
        assertEquals(List.of(file), files(home));
        assertTrue(Files.isDirectory(maildir.resolve("cur")));
        assertEquals(
                """
                Return-Path: <alice@example.com>
                Delivered-To: bob@example.org
                Subject: hello
                From: alice@example.com

                Hello
                """,
                Files.readString(file));
    }

    @Test
    void keepsEveryOctetButTheCarriageReturnOfALineEnd() throws IOException {
        StringBuilder body = new StringBuilder("\r\n");
        StringBuilder expected = new StringBuilder("\n");
        for (char c = 0; c < 256; c++) {
            body.append(c).append("\r\n").append('\r').append(c).append("\r\r\n");
            expected.append(c)
                    .append("\n")
                    .append(c == '\n' ? "" : "\r")
                    .append(c)
                    .append("\r\n");
        }
        body.append("no line end\r");
        expected.append("no line end\r");
        deliver(PER_USER, TestMail.envelope(1, "", "bob@example.org", "act"), body.toString());
        assertArrayEquals(
                ("Delivered-To: bob@example.org\n" + expected).getBytes(StandardCharsets.ISO_8859_1),
                Files.readAllBytes(files(home).get(0)));
    }

    @Test
    void keepsEveryOctetOfAMailWithoutLines() throws IOException {
        String content = "Content-Transfer-Encoding: binary\r\n\r\n\0\r\n\r\r\n\n\u00ff\r";
        MailParameters binary = new MailParameters(0, BodyType.BINARY_MIME, false, false, ReturnedContent.UNSAID, "");
        agent.deliver(
                new Action.Local(new LocalMethod.Maildir(PER_USER, false), new Everybody()),
                TestMail.job(binary, content, bob()));
        assertArrayEquals(
                ("Return-Path: <alice@example.com>\r\nDelivered-To: bob@example.org\r\n" + content)
                        .getBytes(StandardCharsets.ISO_8859_1),
                Files.readAllBytes(files(home).get(0)));
    }

    @Test
    void letsOnlyTheOwnerIn() throws IOException {
        deliver(PER_USER, bob());
        for (String made : List.of("mail", "mail/example.org", "mail/example.org/bob", "mail/example.org/bob/new")) {
            assertEquals(
                    "rwx------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(made))),
                    made);
        }
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(files(home).get(0))));
    }

    @Test
    void writesARepeatedDeliveryOfAnEnvelopeOnlyOnce() throws IOException {
        deliver(PER_USER, bob());
        Path file = files(home).get(0);
        Files.writeString(file, "as it was");
        assertInstanceOf(Outcome.Delivered.class, deliver(PER_USER, TestMail.tried(bob(), 1)));
        assertEquals(List.of(file), files(home));
        assertEquals("as it was", Files.readString(file));
    }

    @Test
    void writesTwoEnvelopesOfAMessageIntoOneMaildir() throws IOException {
        deliver("mail/all", TestMail.envelope(1, "", "bob@example.org", "act"));
        deliver("mail/all", TestMail.envelope(2, "", "bob@example.org", "act"));
        assertEquals(2, files(home).size());
    }

    @Test
    void failsAMailThatWasDeliveredToTheRecipientBefore() throws IOException {
        String looped = "Delivered-To: carol@example.org\r\nDelivered-To: <x>\r\n\tBOB@example.ORG\r\n\r\n";
        assertInstanceOf(Outcome.Delivered.class, deliver(PER_USER, bob(), looped));
        looped = "Delivered-To: carol@example.org\r\nDelivered-To:\r\n\tBOB@example.ORG\r\n\r\n";
        assertEquals(
                new Outcome.Failed("maildir", "554 5.4.6 Loop detected: delivered to <bob@example.org> before"),
                deliver("mail/%{user.username}", bob(), looped));
        assertEquals(1, files(home).size());
    }

    @ParameterizedTest
    @CsvSource({
        "..",
        "../..",
        "../../../etc",
        "/etc",
        "//etc",
        ".",
        ".ssh",
        "...",
        "a/../../b",
        "..\\..\\b",
        "'a\u0000b'",
        "'a\u0001b'",
        "' '",
        "~root",
        "$HOME",
        "''"
    })
    void staysBelowTheFixedDirectoryWhateverTheUserIsCalled(String user) throws IOException {
        Outcome outcome = deliver("mail/%{user.username}", user(user));
        Path mail = home.resolve("mail");
        assertInstanceOf(Outcome.Delivered.class, outcome, outcome.toString());
        List<Path> files = files(directory);
        assertEquals(1, files.size());
        // mail / one component / new / file
        assertEquals(3, mail.relativize(files.get(0)).getNameCount(), files.toString());
        assertFalse(mail.relativize(files.get(0)).getName(0).toString().startsWith("."), files.toString());
    }

    @ParameterizedTest
    @CsvSource({
        // the link, what it leads to, delivered
        "home/mail/bob,     outside,        false",
        "home/mail/bob,     home/other,     false",
        "home/mail/bob,     home/mail/real, true",
        "home/mail/bob/new, outside,        false",
        "home/mail/bob/tmp, outside,        false",
        // the fixed part is the administrator's word
        "home/mail,         outside,        true"
    })
    void followsNoLinkOutOfTheFixedDirectory(String link, String target, boolean delivered) throws IOException {
        Path to = Files.createDirectories(directory.resolve(target));
        Path from = directory.resolve(link);
        Files.createDirectories(from.getParent());
        Files.createSymbolicLink(from, to);
        Outcome outcome = deliver("mail/%{user.username}", bob());
        assertEquals(delivered, outcome instanceof Outcome.Delivered, outcome.toString());
        assertEquals(delivered ? 1 : 0, files(directory).size());
        if (!delivered) {
            assertInstanceOf(Outcome.Deferred.class, outcome);
            assertTrue(outcome.reply().contains("leads out of"), outcome.reply());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "rcpt,        bob@xn--bcher-kva.example",
        "rcpt.domain, xn--bcher-kva.example",
        "dest,        bob@xn--bcher-kva.example",
        "dest.domain, xn--bcher-kva.example",
        "sender,      alice@xn--bcher-kva.example",
        "sender.domain, xn--bcher-kva.example"
    })
    void hasOneDirectoryForAMailboxHoweverItsDomainIsWritten(String name, String component) throws IOException {
        for (String domain : List.of("b\u00fccher.example", "B\u00dcCHER.Example", "XN--BCHER-KVA.example")) {
            deliver("mail/%{" + name + "}", TestMail.envelope(1, "alice@" + domain, "bob@" + domain, "act"));
        }
        assertEquals(1, files(home.resolve("mail/" + component + "/new")).size());
        assertEquals(1, files(home).size());
    }

    @Test
    void writesForUsersOutsideAscii() throws IOException {
        assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "the locale has no such file names");
        String user = "j\u00f6rg\ud83d\ude00\u760d\u760a\u2215";
        assertInstanceOf(Outcome.Delivered.class, deliver("mail/%{user.username}", user(user)));
        assertEquals(1, files(home.resolve("mail").resolve(user).resolve("new")).size());
    }

    @Test
    void seesALoopOfAnAddressOutsideAscii() {
        String header = new String(
                "Delivered-To: j\u00f6rg@example.org\r\n".getBytes(StandardCharsets.UTF_8),
                StandardCharsets.ISO_8859_1);
        Envelope joerg = TestMail.envelope(1, "alice@example.com", "j\u00f6rg@example.org", "act");
        Outcome outcome = deliver("mail/all", joerg, header + TestMail.TEXT);
        assertTrue(outcome.reply().startsWith("554 5.4.6"), outcome.reply());
    }

    @Test
    void defersWhereAFileIsInTheWay() throws IOException {
        Files.writeString(home.resolve("mail"), "");
        Outcome outcome = deliver(PER_USER, bob());
        assertInstanceOf(Outcome.Deferred.class, outcome);
        assertTrue(outcome.reply().startsWith("451 4.3.0 "), outcome.reply());
        assertTrue(outcome.reply().contains("is not a directory"), outcome.reply());
    }

    @Test
    void defersWhenTheDiskSaysNo() throws IOException {
        // a name that no file system takes, for root neither
        agent = agent("x".repeat(300));
        Outcome outcome = deliver("mail/%{user.username}", bob());
        assertInstanceOf(Outcome.Deferred.class, outcome);
        assertEquals(List.of(), files(home));
    }

    @Test
    void takesAnAbsolutePathAsItIs() throws IOException {
        Path absolute = directory.resolve("var/mail");
        deliver(absolute + "/%{user.username}", bob());
        assertEquals(1, files(absolute.resolve("bob/new")).size());
        deliver(absolute + "/fixed", bob());
        assertEquals(1, files(absolute.resolve("fixed/new")).size());
    }

    @Test
    void namesFilesWithoutSlashAndColon() throws IOException {
        agent = agent("a/b:c");
        deliver(PER_USER, bob());
        assertTrue(files(home).get(0).getFileName().toString().endsWith(".a-b-c"));
    }
}
