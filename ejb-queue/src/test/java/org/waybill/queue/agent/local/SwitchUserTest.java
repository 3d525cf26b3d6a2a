package org.waybill.queue.agent.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.agent.local.SwitchUser.Way;
import org.waybill.queue.core.action.LocalMethod;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.queue.core.envelope.Ending;
import org.waybill.queue.core.expand.UserFiles;
import org.waybill.queue.core.users.User;
import org.waybill.queue.core.users.UserBase;
import org.waybill.queue.host.HomeFiles;

class SwitchUserTest {

    private static final User ALICE = new User("alice", new User.Account.Unix(2001, 2002), "/home/alice");

    private final LocalRig rig;

    SwitchUserTest(@TempDir Path directory) throws IOException {
        rig = new LocalRig(directory);
    }

    private static User user(String who) {
        return switch (who) {
            case "virtual" -> User.virtual("virtual");
            case "root" -> new User("root", new User.Account.Unix(0, 0), "/root");
            case "server" -> LocalRig.SERVER.user();
            default -> ALICE;
        };
    }

    @ParameterizedTest
    @CsvSource({
        // server, user, commands, files
        "waybill, alice,   Impossible, Directly",
        "waybill, virtual, Directly,   Directly",
        "waybill, server,  Directly,   Directly",
        "waybill, root,    Impossible, Directly",
        "root,    alice,   Impossible, Impossible",
        "root,    virtual, Impossible, Directly",
        "root,    root,    Impossible, Impossible"
    })
    void withoutASwitchTheServerActsAsItselfWhereThatDoesNoHarm(
            String server, String who, String commands, String files) {
        ServerOnly only = new ServerOnly(server.equals("root") ? new ServerUser(user("root")) : LocalRig.SERVER);
        assertEquals(commands, only.command(user(who)).getClass().getSimpleName());
        assertEquals(files, only.files(user(who)).getClass().getSimpleName());
    }

    @ParameterizedTest
    @CsvSource({
        "waybill, alice,   Through",
        "waybill, virtual, Directly",
        "waybill, server,  Directly",
        "waybill, root,    Impossible",
        "root,    alice,   Through",
        "root,    virtual, Impossible",
        "root,    root,    Impossible"
    })
    void withASwitchItBecomesEverybodyButRoot(String server, String who, String commands) {
        SwitchUser by = new BySwitch(
                "sudo -n -u #{uid} --", server.equals("root") ? new ServerUser(user("root")) : LocalRig.SERVER);
        assertEquals(commands, by.command(user(who)).getClass().getSimpleName());
    }

    @Test
    void fillsInTheWords() {
        assertEquals(
                new Way.Through(List.of("x", "-u", "alice", "#2001:2002", "--"), 2001),
                new BySwitch(" x -u  {user} #{uid}:{gid} --", LocalRig.SERVER).command(ALICE));
    }

    @ParameterizedTest
    @CsvSource({"#0", "-i", "'a b'", "''", "a;b"})
    void handsOnNoNameThatIsNone(String name) {
        User odd = new User(name, new User.Account.Unix(2001, 2001), "/");
        assertInstanceOf(Way.Impossible.class, new BySwitch("sudo -u {user} --", LocalRig.SERVER).command(odd));
        assertInstanceOf(Way.Through.class, new BySwitch("sudo -u #{uid} --", LocalRig.SERVER).command(odd));
    }

    @Test
    void aCommandOfAnotherUserDoesNotRunAsTheServer() {
        rig.switching = new ServerOnly(LocalRig.SERVER);
        rig.users.put("alice", new UserBase.Answer.Found(ALICE));
        Outcome outcome = rig.run("cat >/dev/null");
        assertInstanceOf(Outcome.Deferred.class, outcome);
        assertTrue(outcome.reply().contains("WAYBILL_USERS_SWITCH"), outcome.reply());
    }

    private void becomeAlice() {
        assumeTrue(rig.server.isRoot(), "only root can become another user without being configured for it");
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static void belongsToAlice(Path file, String permissions) throws IOException {
        assertEquals((int) LocalRig.ALICE, Files.getAttribute(file, "unix:uid"), file.toString());
        assertEquals(permissions, PosixFilePermissions.toString(Files.getPosixFilePermissions(file)), file.toString());
    }

    @Test
    void runsCommandsAsTheUser() throws IOException {
        becomeAlice();
        assertInstanceOf(Outcome.Delivered.class, rig.run("id -u > id; id -G >> id; cat >/dev/null"));
        assertEquals(LocalRig.ALICE + "\n" + LocalRig.ALICE + "\n", Files.readString(rig.home.resolve("id")));
        belongsToAlice(rig.home.resolve("id"), "rw-r--r--");
    }

    @Test
    void runsNothingAsAnybodyElse() {
        becomeAlice();
        rig.switching = new BySwitch("env NOTHING={uid}", rig.server);
        Outcome outcome = rig.run("touch done; cat >/dev/null");
        assertInstanceOf(Outcome.Deferred.class, outcome);
        assertTrue(outcome.reply().contains("led to the user 0, not to 2001"), outcome.reply());
        assertFalse(Files.exists(rig.home.resolve("done")));
    }

    @Test
    void handsNoCapabilityToAUser() {
        becomeAlice();
        rig.switching = new BySwitch(
                "setpriv --reuid={uid} --regid={gid} --clear-groups --inh-caps=+setuid --ambient-caps=+setuid --",
                rig.server);
        Outcome outcome = rig.run("touch done; cat >/dev/null");
        assertInstanceOf(Outcome.Deferred.class, outcome);
        assertTrue(outcome.reply().contains("leaves capabilities to the user 2001"), outcome.reply());
        assertFalse(Files.exists(rig.home.resolve("done")));
    }

    @Test
    void writesMaildirsAsTheUser() throws IOException {
        becomeAlice();
        LocalMethod.Maildir junk = new LocalMethod.Maildir("", true);
        Outcome outcome = rig.deliver(junk);
        assertEquals(new Outcome.Delivered("maildir " + rig.home + "/Maildir", "250 2.0.0 Delivered"), outcome);
        Path file = rig.home.resolve("Maildir/new/1772366400.0123456789abcdef-1.mx.waybill.test");
        assertEquals(List.of(file), files(rig.home));
        belongsToAlice(file, "rw-------");
        belongsToAlice(rig.home.resolve("Maildir"), "rwx------");
        assertTrue(Files.readString(file).startsWith("Return-Path: <s@client.test>\n"));
        // an attempt that is repeated
        Files.writeString(file, "as it was");
        assertInstanceOf(Outcome.Delivered.class, rig.deliver(junk));
        assertEquals("as it was", Files.readString(file));
        rig.deliver(rig.action(junk), LocalRig.toAlice(), "X-Spam: Yes\r\n" + TestMail.TEXT);
        assertEquals(1, files(rig.home.resolve("Maildir/.Junk/new")).size());
        LocalRig.give(Files.createDirectory(rig.home.resolve("Maildir/.lists")));
        rig.deliver(rig.action(junk), LocalRig.toAlice(new Ending.Address("lists")), TestMail.TEXT);
        assertEquals(1, files(rig.home.resolve("Maildir/.lists/new")).size());
    }

    @Test
    void defersAMaildirThatTheUserCannotWrite() throws IOException {
        becomeAlice();
        Outcome outcome = rig.deliver(new LocalMethod.Maildir(rig.spool + "/%{user.username}", false));
        assertEquals("451 4.3.0 cannot make " + rig.spool + "/alice", outcome.reply());
        assertInstanceOf(Outcome.Deferred.class, outcome);
    }

    @Test
    void writesMailFilesAsTheUserUnderALock() throws IOException {
        becomeAlice();
        Path file = rig.home.resolve("saved");
        Ending.MailFile ending = new Ending.MailFile(file.toString(), true);
        assertInstanceOf(Outcome.Delivered.class, rig.deliver(ending));
        belongsToAlice(file, "rw-------");
        String one = Files.readString(file);
        Path lock = rig.home.resolve("saved.lock");
        Files.createFile(lock);
        Outcome locked = rig.deliver(ending);
        assertEquals("451 4.3.0 " + lock + " is locked", locked.reply());
        assertEquals(one, Files.readString(file));
        Files.setLastModifiedTime(lock, FileTime.from(Instant.EPOCH));
        assertInstanceOf(Outcome.Delivered.class, rig.deliver(ending));
        assertEquals(one + one, Files.readString(file));
        assertFalse(Files.exists(lock));
    }

    @Test
    void writesNoFileOfTheServersForAUser() throws IOException {
        becomeAlice();
        Path secret = Files.writeString(rig.data.resolve("waybill.conf"), "as it was");
        Outcome outcome = rig.deliver(new Ending.MailFile(secret.toString(), true));
        assertInstanceOf(Outcome.Deferred.class, outcome);
        assertEquals("as it was", Files.readString(secret));
        assertInstanceOf(Outcome.Deferred.class, rig.deliver(new Ending.MailFile(secret.toString(), false)));
        assertEquals("as it was", Files.readString(secret));
    }

    private UserFiles.Forward forward() {
        User alice = new User("alice", new User.Account.Unix(LocalRig.ALICE, LocalRig.ALICE), rig.home.toString());
        return new SwitchedFiles(rig.switching, Duration.ofSeconds(30), new HomeFiles()).forward(alice);
    }

    @Test
    void readsAForwardFileInAHomeThatIsClosedToOthers() throws IOException {
        becomeAlice();
        assertEquals(new UserFiles.Forward.None(), forward());
        Path file = Files.writeString(rig.home.resolve(".forward"), "bob\n\"|cat\"\n");
        Files.setAttribute(file, "unix:uid", (int) LocalRig.ALICE);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(rig.home, PosixFilePermissions.fromString("rwx------"));
        assertEquals(new UserFiles.Forward.Lines(List.of("bob", "\"|cat\"")), forward());
    }

    @ParameterizedTest
    @CsvSource({
        "rw-rw----, 1, Insecure",
        "rw----rw-, 1, Insecure",
        "rw-------, 4096, Unavailable",
        "rw-------, 4095, Lines"
    })
    void trustsAForwardFileAsTheServerItselfWould(String permissions, int size, String answer) throws IOException {
        becomeAlice();
        Path file = Files.writeString(rig.home.resolve(".forward"), "#".repeat(size));
        Files.setAttribute(file, "unix:uid", (int) LocalRig.ALICE);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        assertEquals(answer, forward().getClass().getSimpleName());
    }

    @Test
    void waitsForAStickyHomeAndTrustsNoFileOfAnother() throws IOException {
        becomeAlice();
        Path file = Files.writeString(rig.home.resolve(".forward"), "bob\n");
        Files.setAttribute(file, "unix:uid", (int) LocalRig.ALICE + 1);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertInstanceOf(UserFiles.Forward.Insecure.class, forward());
        Files.setAttribute(rig.home, "unix:mode", 01755);
        assertInstanceOf(UserFiles.Forward.Unavailable.class, forward());
    }
}
