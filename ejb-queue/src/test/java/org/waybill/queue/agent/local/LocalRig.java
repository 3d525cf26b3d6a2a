package org.waybill.queue.agent.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.waybill.queue.agent.client.Dialer;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.action.LocalMethod;
import org.waybill.queue.core.action.MdaLimits;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.envelope.Ending;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.envelope.RecipientPlan;
import org.waybill.queue.core.users.User;
import org.waybill.queue.core.users.UserBase;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.ReversePath;

/**
 * A machine with the user alice, who can really be served: as root she is another user, whom setpriv makes us; else she is
 * who runs the test.
 */
final class LocalRig {

    static final long ALICE = 2001;

    static final String SETPRIV = "setpriv --reuid={uid} --regid={gid} --clear-groups --";

    /** A server that is not root, whoever runs the test. */
    static final ServerUser SERVER = new ServerUser(new User("waybill", new User.Account.Unix(999, 999), ""));

    final Path directory;
    final Path data;
    final Path spool;
    final Path home;
    final ServerUser server;
    final User alice;
    final Map<String, UserBase.Answer> users = new LinkedHashMap<>();
    SwitchUser switching;
    MdaLimits limits = MdaLimits.DEFAULT;
    LocalPatience patience = new LocalPatience(Duration.ofMinutes(1), Duration.ofMillis(200), Duration.ofMillis(200));
    Clock clock = Clock.fixed(Instant.parse("2026-03-01T12:00:05Z"), ZoneOffset.UTC);

    LocalRig(Path temporary) throws IOException {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        directory = temporary;
        data = Files.createDirectory(directory.resolve("data"));
        spool = Files.createDirectory(directory.resolve("spool"));
        home = Files.createDirectory(directory.resolve("alice"));
        server = ServerUser.ofProcess();
        boolean root = server.isRoot();
        alice = new User(
                "alice",
                root ? new User.Account.Unix(ALICE, ALICE) : server.user().account(),
                home.toString());
        switching = root ? new BySwitch(SETPRIV, server) : new ServerOnly(server);
        if (root) {
            give(home);
        }
        users.put("alice", new UserBase.Answer.Found(alice));
    }

    /** To alice. */
    static void give(Path file) throws IOException {
        Files.setAttribute(file, "unix:uid", (int) ALICE);
        Files.setAttribute(file, "unix:gid", (int) ALICE);
    }

    UserBase base() {
        return new UserBase() {
            @Override
            public String description() {
                return "the test's users";
            }

            @Override
            public Answer find(String name) {
                return users.getOrDefault(name, new Answer.Missing());
            }
        };
    }

    LocalAgent agent() {
        return new LocalAgent(
                new LocalPlaces(data, spool, "mx.waybill.test"),
                base(),
                server,
                switching,
                () -> limits,
                Dialer.TCP,
                clock,
                patience);
    }

    Action.Local action(LocalMethod method) {
        return new Action.Local(method, base());
    }

    static Envelope envelope(String sender, String recipient, String user, Ending ending) {
        MailAddress address = MailAddress.parse(recipient);
        return Envelope.created(
                new EnvelopeId(TestMail.ID, 1),
                ReversePath.parse(sender),
                new RecipientPlan(address, address, user, ending, new ActionName("act")),
                RcptParameters.NONE,
                TestMail.ACCEPTED);
    }

    static Envelope toAlice() {
        return toAlice(new Ending.Address(""));
    }

    static Envelope toAlice(Ending ending) {
        return envelope("s@client.test", "alice@mx.seed.test", "alice", ending);
    }

    Outcome deliver(Action.Local action, Envelope envelope, String text) {
        return Objects.requireNonNull(
                agent().deliver(action, TestMail.job(text, envelope)).get(envelope.id()));
    }

    Outcome deliver(LocalMethod method) {
        return deliver(action(method), toAlice(), TestMail.TEXT);
    }

    Outcome deliver(Ending ending) {
        return deliver(action(new LocalMethod.Mbox()), toAlice(ending), TestMail.TEXT);
    }

    Outcome run(String command) {
        return deliver(new LocalMethod.Mda(command));
    }
}
