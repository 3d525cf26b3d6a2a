package org.waybill.queue.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waybill.queue.core.expand.UserFiles.Forward;
import org.waybill.queue.core.expand.UserFiles.Included;
import org.waybill.queue.core.users.User;

class HomeFilesTest {

    private final HomeFiles files = new HomeFiles();

    private static User user(Path home) {
        return new User("alice", new User.Account.Virtual(), home.toString());
    }

    private static Path write(Path home, String text) throws IOException {
        Path file = Files.writeString(home.resolve(".forward"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    @Test
    void readsLines(@TempDir Path home) throws IOException {
        write(home, "bob\nx@dest.test\n");
        assertEquals(new Forward.Lines(List.of("bob", "x@dest.test")), files.forward(user(home)));
    }

    @Test
    void knowsThatThereIsNone(@TempDir Path home) throws IOException {
        assertEquals(new Forward.None(), files.forward(user(home)));
        assertEquals(new Forward.None(), files.forward(user(home.resolve("missing"))));
        assertEquals(new Forward.None(), files.forward(User.virtual("alice")));
        Path file = Files.createFile(home.resolve("file"));
        assertEquals(new Forward.None(), files.forward(user(file)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-rw-r--", "rw-r--rw-"})
    void doesNotTrustWhatOthersCouldWrite(String mode, @TempDir Path home) throws IOException {
        Files.setPosixFilePermissions(write(home, "bob\n"), PosixFilePermissions.fromString(mode));
        assertInstanceOf(Forward.Insecure.class, files.forward(user(home)));
    }

    @Test
    void doesNotTrustAHomeThatOthersCouldWrite(@TempDir Path home) throws IOException {
        write(home, "bob\n");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxr-x"));
        assertInstanceOf(Forward.Insecure.class, files.forward(user(home)));
    }

    @Test
    void doesNotTrustTheFileOfAnother(@TempDir Path home) throws IOException {
        Path file = write(home, "bob\n");
        int owner = (int) Files.getAttribute(file, "unix:uid");
        User other = new User("alice", new User.Account.Unix(owner + 1L, 1), home.toString());
        Forward answer = files.forward(other);
        // root may write for everybody
        assertEquals(owner == 0, answer instanceof Forward.Lines, answer::toString);
    }

    @Test
    void doesNotFollowALinkOutOfTheHome(@TempDir Path home, @TempDir Path other) throws IOException {
        Files.createSymbolicLink(home.resolve(".forward"), write(other, "bob\n"));
        assertInstanceOf(Forward.Insecure.class, files.forward(user(home)));
    }

    @Test
    void readsNoDirectory(@TempDir Path home) throws IOException {
        Files.createDirectory(home.resolve(".forward"));
        assertInstanceOf(Forward.Insecure.class, files.forward(user(home)));
    }

    @Test
    void waitsWhileTheHomeIsSticky(@TempDir Path home) throws IOException {
        Files.setAttribute(home, "unix:mode", 01700);
        Forward.Unavailable answer = assertInstanceOf(Forward.Unavailable.class, files.forward(user(home)));
        assertTrue(answer.reason().contains("sticky"), answer::reason);
    }

    @Test
    void readsNoFileThatIsTooBig(@TempDir Path home) throws IOException {
        write(home, "#".repeat(4095));
        assertInstanceOf(Forward.Lines.class, files.forward(user(home)));
        write(home, "#".repeat(4096));
        assertInstanceOf(Forward.Unavailable.class, files.forward(user(home)));
    }

    @Test
    void readsLists(@TempDir Path directory) throws IOException {
        Path list = Files.writeString(directory.resolve("list"), "alice\nbob\n");
        assertEquals(new Included.Lines(List.of("alice", "bob")), files.included(list.toString()));
        assertInstanceOf(Included.Unavailable.class, files.included(directory.toString()));
        assertInstanceOf(
                Included.Unavailable.class,
                files.included(directory.resolve("none").toString()));
    }
}
