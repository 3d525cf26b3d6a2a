package org.waybill.queue.agent.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.action.LocalMethod;
import org.waybill.queue.core.action.MdaLimits;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.queue.core.envelope.Ending;
import org.waybill.queue.core.envelope.Envelope;

class CommandDeliveryTest {

    private final LocalRig rig;

    CommandDeliveryTest(@TempDir Path directory) throws IOException {
        rig = new LocalRig(directory);
    }

    private String written(String name) throws IOException {
        return Files.readString(rig.home.resolve(name));
    }

    @Test
    void writesTheMailToTheCommand() throws IOException {
        Outcome outcome = rig.run("cat > out");
        assertEquals(new Outcome.Delivered("mda cat > out", "250 2.0.0 Delivered"), outcome);
        assertEquals(
                """
                Return-Path: <s@client.test>
                Delivered-To: alice@mx.seed.test
                Subject: hello
                From: alice@example.com

                Hello
                """,
                written("out"));
    }

    @Test
    void givesTheEnvironmentOfTheReferenceAndNothingElse() throws IOException {
        Envelope envelope =
                LocalRig.envelope("s@client.test", "Info+TAG@mx.seed.test", "alice", new Ending.Address("tag"));
        rig.deliver(rig.action(new LocalMethod.Mda("env > env; pwd > pwd; cat > /dev/null")), envelope, TestMail.TEXT);
        List<String> environment = written("env")
                .lines()
                // the shell's own
                .filter(line -> !line.startsWith("PWD=") && !line.startsWith("_=") && !line.startsWith("OLDPWD="))
                .filter(line -> !line.startsWith("SHLVL="))
                .sorted()
                .toList();
        assertEquals(
                List.of(
                        "DOMAIN=mx.seed.test",
                        "EXTENSION=tag",
                        "HOME=" + rig.home,
                        "LOCAL=Info+TAG",
                        "LOGNAME=alice",
                        "ORIGINAL_RECIPIENT=Info+TAG@mx.seed.test",
                        "PATH=/usr/bin:/bin",
                        "RECIPIENT=Info+TAG@mx.seed.test",
                        "SENDER=s@client.test",
                        "SHELL=/bin/sh",
                        "USER=alice"),
                environment);
        assertEquals(rig.home + "\n", written("pwd"));
    }

    @Test
    void givesValuesAsParameters() throws IOException {
        Envelope envelope =
                LocalRig.envelope("a!b#c?d=e@client.test", "alice@mx.seed.test", "alice", new Ending.Address(""));
        rig.deliver(
                rig.action(new LocalMethod.Mda("echo '%{sender.user}' '%{sender.user:raw}' > fmt; cat >/dev/null")),
                envelope,
                TestMail.TEXT);
        assertEquals("a:b:c:d=e a!b#c?d=e\n", written("fmt"));
    }

    @Test
    void runsTheWrapperAroundTheCommand() throws IOException {
        Action.Local action =
                new Action.Local(new LocalMethod.Mda("cat > inner"), rig.base(), "", "echo x > wrapped; %{mda}");
        assertInstanceOf(Outcome.Delivered.class, rig.deliver(action, LocalRig.toAlice(), TestMail.TEXT));
        assertEquals("x\n", written("wrapped"));
        assertTrue(written("inner").endsWith("Hello\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '^',
            value = {
                "cat >/dev/null; echo try later; exit 75 => Deferred => 451 4.3.0 mda exited with 75: try later",
                "cat >/dev/null; exit 71                 => Deferred => 451 4.3.0 mda exited with 71",
                "cat >/dev/null; echo no >&2; exit 1     => Failed   => 554 5.3.0 mda exited with 1: no",
                "nosuchcommand                           => Failed   => 554 5.3.0 mda exited with 127: /bin/sh: 1: nosuchcommand: not found",
                "kill -9 $$                              => Deferred => 451 4.3.0 mda was killed by signal 9",
                "kill -TERM $$                           => Deferred => 451 4.3.0 mda was killed by signal 15",
                "cat >/dev/null; printf 'a\\nb\\033c\\n\\n' => Delivered => 250 2.0.0 Delivered: b?c",
                "cat >/dev/null; seq 100000 | tr '\\n' x  => Delivered => ^^",
                "true                                    => Delivered => 250 2.0.0 Delivered"
            })
    void readsTheExitStatusAsTheReferenceDoes(String command, String kind, String reply) {
        Outcome outcome = rig.run(command);
        assertEquals(kind, outcome.getClass().getSimpleName(), outcome.toString());
        if (!reply.isEmpty()) {
            assertEquals(reply, outcome.reply().replaceAll("^(.*127: ).*(nosuchcommand: .*)$", "$1/bin/sh: 1: $2"));
        }
        assertTrue(outcome.reply().length() <= 1000);
    }

    @Test
    void defersWhenTheCommandLeavesInputUnread() {
        String big = "Subject: big\r\n\r\n" + ("x".repeat(70) + "\r\n").repeat(20_000);
        Outcome outcome = rig.deliver(rig.action(new LocalMethod.Mda("true")), LocalRig.toAlice(), big);
        assertEquals("451 4.3.0 mda exited prematurely", outcome.reply());
        assertInstanceOf(Outcome.Deferred.class, outcome);
    }

    @Test
    void takesItsTimeFromACommandAndAllItStarted() throws IOException {
        rig.patience = new LocalPatience(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1));
        Outcome outcome = rig.run("sleep 600 & echo $! > pid; trap '' TERM; sleep 600");
        assertEquals("451 4.3.0 mda timed out after 1 s", outcome.reply());
        long pid = Long.parseLong(written("pid").strip());
        // the signal is sent when the command's end is reported, and ends the process a moment later
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            while (runs(pid)) {
                Thread.onSpinWait();
            }
        });
    }

    /** Reaped by whoever adopts orphans here, at once or later: it may be there, but does not run. */
    private static boolean runs(long pid) throws IOException {
        try {
            String status = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return !status.contains(") Z ") && !status.contains(") X ");
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Test
    void doesNotWaitForWhatIsLeftInTheBackground() throws IOException {
        Outcome outcome = rig.run("cat >/dev/null; sleep 600 & echo $! > pid; echo done");
        assertEquals("250 2.0.0 Delivered: done", outcome.reply());
        ProcessHandle.of(Long.parseLong(written("pid").strip())).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void runsNoMoreCommandsThanMayRun() throws IOException {
        rig.limits = new MdaLimits(5, 1);
        LocalAgent agent = rig.agent();
        Envelope envelope = LocalRig.toAlice();
        Path fifo = rig.home.resolve("go");
        Action.Local waits = rig.action(
                new LocalMethod.Mda("echo x > started; while [ ! -e go ]; do sleep 0.05; done; cat > /dev/null"));
        CompletableFuture<Outcome> first =
                CompletableFuture.supplyAsync(() -> agent.deliver(waits, TestMail.job(TestMail.TEXT, envelope))
                        .values()
                        .iterator()
                        .next());
        while (!Files.exists(rig.home.resolve("started"))) {
            assertFalse(first.isDone(), "ended early");
            Thread.onSpinWait();
        }
        Outcome second = agent.deliver(
                        rig.action(new LocalMethod.Mda("cat >/dev/null")), TestMail.job(TestMail.TEXT, envelope))
                .values()
                .iterator()
                .next();
        assertEquals("451 4.3.2 Too many commands are running (mda limit)", second.reply());
        Files.createFile(fifo);
        assertInstanceOf(Outcome.Delivered.class, first.join());
        assertInstanceOf(Outcome.Delivered.class, rig.run("cat >/dev/null"));
    }

    @Test
    void runsTheCommandOfAForwardFileWithItsSpecifiers() throws IOException {
        Outcome outcome = rig.deliver(new Ending.Command("echo %{user.username} > who; cat >/dev/null", true));
        assertInstanceOf(Outcome.Delivered.class, outcome, outcome.toString());
        assertEquals("alice\n", written("who"));
    }

    @Test
    void failsAForwardFilesCommandThatCannotBeExpanded() {
        Outcome outcome = rig.deliver(new Ending.Command("echo %{nosuch}", true));
        assertInstanceOf(Outcome.Failed.class, outcome);
        assertTrue(outcome.reply().startsWith("554 5.3.5 mda command line could not be expanded: "), outcome.reply());
    }
}
