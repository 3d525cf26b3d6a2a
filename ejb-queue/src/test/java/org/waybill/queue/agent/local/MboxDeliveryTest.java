package org.waybill.queue.agent.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waybill.queue.core.action.LocalMethod;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.queue.core.envelope.Ending;
import org.waybill.queue.core.envelope.Envelope;

class MboxDeliveryTest {

    private static final LocalMethod MBOX = new LocalMethod.Mbox();

    private static final String ONE =
            """
            From s@client.test Sun Mar  1 12:00:05 2026
            Return-Path: <s@client.test>
            Delivered-To: alice@mx.seed.test
            Subject: hello
            From: alice@example.com

            Hello

            """;

    private final LocalRig rig;
    private final Path mailbox;

    MboxDeliveryTest(@TempDir Path directory) throws IOException {
        rig = new LocalRig(directory);
        mailbox = rig.spool.resolve("alice");
    }

    private Outcome deliver(String text) {
        return rig.deliver(rig.action(MBOX), LocalRig.toAlice(), text);
    }

    @Test
    void appendsInTheFormatOfMbox() throws IOException {
        assertEquals(new Outcome.Delivered("mbox alice", "250 2.0.0 Delivered"), rig.deliver(MBOX));
        assertEquals(ONE, Files.readString(mailbox));
        assertInstanceOf(Outcome.Delivered.class, rig.deliver(MBOX));
        assertEquals(ONE + ONE, Files.readString(mailbox));
        assertFalse(Files.exists(rig.spool.resolve("alice.lock")));
    }

    @Test
    void makesAMailboxForItsUserAndTheGroup() throws IOException {
        rig.deliver(MBOX);
        assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(mailbox)));
        if (rig.server.isRoot()) {
            assertEquals((int) LocalRig.ALICE, Files.getAttribute(mailbox, "unix:uid"));
        }
    }

    @Test
    void quotesLinesThatBeginLikeTheFirst() throws IOException {
        String text = "Subject: q\r\n\r\nFrom here\r\nFro\r\nFrom\r\nFrom: x\r\n>From a\r\n\r\nFrom ";
        deliver(text);
        assertTrue(
                Files.readString(mailbox).endsWith("\n\n>From here\nFro\nFrom\nFrom: x\n>From a\n\n>From \n\n"),
                Files.readString(mailbox));
    }

    @Test
    void endsAMailThatEndsWithinALine() throws IOException {
        deliver("Subject: q\r\n\r\nFro");
        assertTrue(Files.readString(mailbox).endsWith("\n\nFro\n\n"), Files.readString(mailbox));
    }

    @Test
    void namesTheMailerDaemonForTheNullSender() throws IOException {
        Envelope envelope = LocalRig.envelope("", "alice@mx.seed.test", "alice", new Ending.Address(""));
        rig.deliver(rig.action(MBOX), envelope, TestMail.TEXT);
        assertTrue(
                Files.readString(mailbox).startsWith("From MAILER-DAEMON Sun Mar  1 12:00:05 2026\nDelivered-To: "),
                Files.readString(mailbox));
    }

    @Test
    void beginsALineBehindAMailboxThatDoesNotEndWithOne() throws IOException {
        Files.writeString(mailbox, "half a li");
        rig.deliver(MBOX);
        assertEquals("half a li\n" + ONE, Files.readString(mailbox));
    }

    @Test
    void waitsForALockAndForgetsAnOldOne() throws IOException {
        Path lock = Files.createFile(rig.spool.resolve("alice.lock"));
        Files.setLastModifiedTime(lock, FileTime.from(rig.clock.instant().minus(Duration.ofMinutes(4))));
        Outcome outcome = rig.deliver(MBOX);
        assertInstanceOf(Outcome.Deferred.class, outcome);
        assertTrue(outcome.reply().contains("is locked by"), outcome.reply());
        assertTrue(Files.exists(lock));
        Files.setLastModifiedTime(lock, FileTime.from(rig.clock.instant().minus(Duration.ofMinutes(6))));
        assertInstanceOf(Outcome.Delivered.class, rig.deliver(MBOX));
        assertFalse(Files.exists(lock));
    }

    @Test
    void honoursTheLockOfAnotherProgram() throws IOException, InterruptedException {
        Files.createFile(mailbox);
        Process other = new ProcessBuilder(
                        "perl",
                        "-MFcntl",
                        "-e",
                        "open(F,'+<',$ARGV[0]);$l=pack('s!s!x4l!l!ix4',F_WRLCK,0,0,0,0);fcntl(F,F_SETLK,$l) or die $!;"
                                + "$|=1;print qq(locked\\n);<STDIN>;",
                        mailbox.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertEquals("locked", other.inputReader().readLine());
            Outcome outcome = rig.deliver(MBOX);
            assertInstanceOf(Outcome.Deferred.class, outcome, outcome.toString());
            assertEquals(0, Files.size(mailbox));
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertInstanceOf(Outcome.Delivered.class, rig.deliver(MBOX));
    }

    @Test
    void followsNoLinkAndTakesNothingButFiles() throws IOException {
        Path victim = Files.writeString(rig.directory.resolve("victim"), "as it was");
        Files.createSymbolicLink(mailbox, victim);
        assertTrue(rig.deliver(MBOX).reply().endsWith("is no regular file"));
        Files.delete(mailbox);
        Files.createDirectory(mailbox);
        assertTrue(rig.deliver(MBOX).reply().endsWith("is no regular file"));
        Files.delete(mailbox);
        Files.createLink(mailbox, victim);
        assertTrue(rig.deliver(MBOX).reply().endsWith("has more than one name"));
        assertEquals("as it was", Files.readString(victim));
    }

    @Test
    void leavesNoPartOfAMail() throws IOException, InterruptedException {
        Files.writeString(mailbox, "before\n");
        Mailbox box = new Mailbox(mailbox, rig.clock, Duration.ofSeconds(1));
        IOException e = assertThrows(
                IOException.class,
                () -> box.append(out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("disk full");
                }));
        assertEquals("disk full", e.getMessage());
        assertEquals("before\n", Files.readString(mailbox));
        assertFalse(Files.exists(rig.spool.resolve("alice.lock")));
    }

    @Test
    void writesTheFileOfAForwardFile() throws IOException {
        Path file = rig.home.resolve("saved");
        Outcome outcome = rig.deliver(new Ending.MailFile(file.toString(), true));
        assertEquals(new Outcome.Delivered("file " + file, "250 2.0.0 Delivered"), outcome);
        assertInstanceOf(Outcome.Delivered.class, rig.deliver(new Ending.MailFile(file.toString(), true)));
        assertEquals(ONE + ONE, Files.readString(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertFalse(Files.exists(rig.home.resolve("saved.lock")));
    }

    @Test
    void throwsAwayWhatGoesToTheNullDevice() {
        assertInstanceOf(Outcome.Delivered.class, rig.deliver(new Ending.MailFile("/dev/null", false)));
    }
}
