package org.waybill.queue.agent.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.action.LocalMethod;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.ReplyLine;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.queue.core.envelope.Ending;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.users.User;
import org.waybill.queue.core.users.UserBase;

class LocalAgentTest {

    private static final List<LocalMethod> BUT_MBOX = List.of(
            new LocalMethod.Maildir("", false),
            new LocalMethod.Mda("cat >/dev/null"),
            new LocalMethod.Lmtp("/nosuch", false));

    private final LocalRig rig;

    LocalAgentTest(@TempDir Path directory) throws IOException {
        rig = new LocalRig(directory);
    }

    private static Envelope to(String user) {
        return LocalRig.envelope("s@client.test", user + "@mx.seed.test", user, new Ending.Address(""));
    }

    @Test
    void failsForAUserWhoIsGoneAndDefersWhileNobodyCanBeAsked() {
        Action.Local mbox = rig.action(new LocalMethod.Mbox());
        assertEquals(
                new Outcome.Failed(
                        "mbox",
                        ReplyLine.ours(
                                "550 5.1.1 There is no user 'carol' any more in the test's users",
                                "550 5.1.1 There is no user 'carol' any more")),
                rig.deliver(mbox, to("carol"), TestMail.TEXT));
        rig.users.put("carol", new UserBase.Answer.Unavailable("no answer"));
        assertEquals(
                new Outcome.Deferred(
                        "mbox",
                        ReplyLine.ours(
                                "451 4.3.0 Cannot look the user up: no answer", "451 4.3.0 Cannot look the user up")),
                rig.deliver(mbox, to("carol"), TestMail.TEXT));
    }

    @Test
    void deliversToRootByMboxOnly() throws IOException {
        rig.users.put("root", new UserBase.Answer.Found(new User("root", new User.Account.Unix(0, 0), "/root")));
        for (LocalMethod method : BUT_MBOX) {
            assertEquals(
                    new Outcome.Failed(method.kind(), "550 5.7.1 MDA not allowed to deliver to: root"),
                    rig.deliver(rig.action(method), to("root"), TestMail.TEXT));
        }
        Envelope piped = LocalRig.envelope(
                "s@client.test", "root@mx.seed.test", "root", new Ending.Command("cat >/dev/null", true));
        Action.Local mbox = rig.action(new LocalMethod.Mbox());
        assertInstanceOf(Outcome.Failed.class, rig.deliver(mbox, piped, TestMail.TEXT));
        Files.createFile(rig.spool.resolve("root"));
        assertInstanceOf(Outcome.Delivered.class, rig.deliver(mbox, to("root"), TestMail.TEXT));
        assertTrue(Files.readString(rig.spool.resolve("root")).contains("Delivered-To: root@mx.seed.test"));
    }

    @Test
    void runsAsTheActionsUserForAnotherRecipient() throws IOException {
        rig.users.put("bob", new UserBase.Answer.Found(User.virtual("bob")));
        Action.Local action =
                new Action.Local(new LocalMethod.Mda("echo $USER $HOME > as; cat >/dev/null"), rig.base(), "alice", "");
        assertInstanceOf(Outcome.Delivered.class, rig.deliver(action, to("bob"), TestMail.TEXT));
        assertEquals("bob " + rig.home + "\n", Files.readString(rig.home.resolve("as")));
    }

    @Test
    void waitsForABetterConfigurationWhenTheActionsUserDoesNotExist() {
        Action.Local action = new Action.Local(new LocalMethod.Mbox(), rig.base(), "nosuch", "");
        assertEquals(
                new Outcome.Deferred("mbox", "451 4.3.5 The action's user 'nosuch' does not exist"),
                rig.deliver(action, LocalRig.toAlice(), TestMail.TEXT));
    }

    @ParameterizedTest
    @CsvSource({"expand-only", "forward-only"})
    void holdsWhatCannotBeDelivered(String kind) {
        Outcome outcome = rig.deliver(new LocalMethod.ExpandOnly(kind));
        assertInstanceOf(Outcome.Held.class, outcome);
        assertTrue(outcome.reply().startsWith("the action is " + kind + " now"), outcome.reply());
    }

    @Test
    void runsWhatAnExpandOnlyActionLedTo() {
        Outcome outcome = rig.deliver(
                rig.action(new LocalMethod.ExpandOnly("expand-only")),
                LocalRig.toAlice(new Ending.Command("cat >/dev/null", true)),
                TestMail.TEXT);
        assertInstanceOf(Outcome.Delivered.class, outcome, outcome.toString());
    }

    @Test
    void failsALoop() {
        String looped = "Delivered-To: alice@mx.seed.test\r\n" + TestMail.TEXT;
        assertEquals(
                new Outcome.Failed("mbox", "554 5.4.6 Loop detected: delivered to <alice@mx.seed.test> before"),
                rig.deliver(rig.action(new LocalMethod.Mbox()), LocalRig.toAlice(), looped));
    }
}
