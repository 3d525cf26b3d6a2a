package org.waybill.queue.agent.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.waybill.queue.core.envelope.Ending;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.users.Everybody;
import org.waybill.queue.core.users.User;
import org.waybill.queue.core.users.UserBase;

/** Which maildir a mail goes to, and which folder of it. */
class MaildirPlaceTest {

    private final Path directory;
    private final Path home;
    private final LocalAgent agent;

    MaildirPlaceTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        home = Files.createDirectory(directory.resolve("home"));
        agent = new LocalAgent(
                new LocalPlaces(home, directory.resolve("spool"), "mx.waybill.test"),
                new Everybody(),
                LocalRig.SERVER,
                new ServerOnly(LocalRig.SERVER),
                () -> MdaLimits.DEFAULT,
                Dialer.TCP,
                Clock.systemUTC(),
                LocalPatience.STANDARD);
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private Outcome deliver(LocalMethod.Maildir method, User user, String tag, String text) {
        Envelope envelope = LocalRig.envelope("alice@example.com", "bob@example.org", "bob", new Ending.Address(tag));
        UserBase users = new UserBase() {
            @Override
            public String description() {
                return "bob";
            }

            @Override
            public Answer find(String name) {
                return new Answer.Found(user);
            }
        };
        return Objects.requireNonNull(agent.deliver(new Action.Local(method, users), TestMail.job(text, envelope))
                .get(envelope.id()));
    }

    private User bobAt(Path bobsHome) {
        return new User("bob", new User.Account.Virtual(), bobsHome.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "'',                              bob/Maildir",
        "~/Maildirr,                      bob/Maildirr",
        "%{user.directory}/x,             bob/x",
        "~/%{sender.domain:uppercase},    bob/EXAMPLE.COM",
        "~/,                              bob",
        "mail/%{user.username},           home/mail/bob"
    })
    void findsTheHome(String path, String maildir) throws IOException {
        Path bobs = Files.createDirectory(directory.resolve("bob"));
        deliver(new LocalMethod.Maildir(path, false), bobAt(bobs), "", TestMail.TEXT);
        assertEquals(1, files(directory.resolve(maildir + "/new")).size());
    }

    @Test
    void usesTheDataDirectoryForUsersWithoutAHome() throws IOException {
        deliver(new LocalMethod.Maildir("", false), User.virtual("bob"), "", TestMail.TEXT);
        assertEquals(1, files(home.resolve("mail/bob/new")).size());
        Outcome outcome = deliver(new LocalMethod.Maildir("~/x", false), User.virtual("bob"), "", TestMail.TEXT);
        assertTrue(outcome.reply().contains("has no home"), outcome.reply());
    }

    @Test
    void doesNotMakeTheHomeOfAnAccount() {
        User bob = new User(
                "bob",
                new User.Account.Unix(1001, 1001),
                directory.resolve("notmounted").toString());
        Outcome outcome = deliver(new LocalMethod.Maildir("", false), bob, "", TestMail.TEXT);
        assertInstanceOf(Outcome.Deferred.class, outcome);
        assertTrue(outcome.reply().endsWith("notmounted is not there"), outcome.reply());
    }

    @Test
    void isLedOutOfTheHomeByNoLinkOfTheUsers() throws IOException {
        Path bobs = Files.createDirectory(directory.resolve("bob"));
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.createSymbolicLink(bobs.resolve("Maildir"), outside);
        Outcome outcome = deliver(new LocalMethod.Maildir("", false), bobAt(bobs), "", TestMail.TEXT);
        assertTrue(outcome.reply().contains("leads out of"), outcome.reply());
        assertEquals(List.of(), files(directory));
    }

    @ParameterizedTest
    @CsvSource({
        // header, junk, folder
        "'X-Spam: Yes',            true,  .Junk/new",
        "'X-Spam-Flag:  YES',      true,  .Junk/new",
        "'X-Spam: yes, perhaps',   true,  new",
        "'X-Spam: No',             true,  new",
        "'X-Spam: Yes',            false, new"
    })
    void putsSpamAway(String header, boolean junk, String folder) throws IOException {
        deliver(new LocalMethod.Maildir("mail/bob", junk), User.virtual("bob"), "", header + "\r\n" + TestMail.TEXT);
        assertEquals(1, files(home.resolve("mail/bob/" + folder)).size());
        assertEquals(1, files(home).size());
    }

    @ParameterizedTest
    @CsvSource({
        // directory that is there, tag, folder
        ".lists,    lists,  .lists/new",
        ".lists,    other,  new",
        ".a:b,      a/b,    .a:b/new",
        ".a.b,      a.b,    .a.b/new",
        "cur,       .,      new",
        "cur,       ..,     new"
    })
    void usesTheFolderOfASubAddressIfItIsThere(String existing, String tag, String folder) throws IOException {
        Files.createDirectories(home.resolve("mail/bob").resolve(existing));
        deliver(new LocalMethod.Maildir("mail/bob", false), User.virtual("bob"), tag, TestMail.TEXT);
        assertEquals(1, files(home.resolve("mail/bob/" + folder)).size());
        assertEquals(1, files(home).size());
    }
}
