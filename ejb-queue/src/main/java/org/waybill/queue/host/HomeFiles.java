package org.waybill.queue.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.waybill.queue.core.expand.UserFiles;
import org.waybill.queue.core.users.User;

/** .forward files in home directories, and the lists that aliases include. */
public final class HomeFiles implements UserFiles {

    /** In octets, as in the reference. */
    private static final int MAX_FORWARD = 4096;

    /** In octets. */
    private static final int MAX_LIST = 1 << 20;

    private static final int STICKY = 01000;

    private static final int WRITABLE_BY_OTHERS = 022;

    @Override
    public Forward forward(User user) {
        if (user.home().isEmpty()) {
            return new Forward.None();
        }
        try {
            return forward(user, Path.of(user.home()));
        } catch (NoSuchFileException e) {
            return new Forward.None();
        } catch (AccessDeniedException e) {
            return new Forward.Unavailable("this server may not look for " + user.home()
                    + "/.forward: let it switch users, or name a user in the action");
        } catch (IOException | InvalidPathException e) {
            return new Forward.Unavailable(user.home() + "/.forward cannot be read: " + e.getMessage());
        }
    }

    private static Forward forward(User user, Path home) throws IOException {
        if (!Files.readAttributes(home, BasicFileAttributes.class).isDirectory()) {
            return new Forward.None();
        }
        if ((mode(home) & STICKY) != 0) {
            return new Forward.Unavailable(home + " has the sticky bit: it is being worked on");
        }
        Path file = home.resolve(".forward").toRealPath();
        if (!file.startsWith(home.toRealPath())) {
            return new Forward.Insecure(home + "/.forward is a link that leads out of the home directory");
        }
        int mode = mode(file);
        if (!Files.isRegularFile(file)) {
            return new Forward.Insecure(file + " is no regular file");
        }
        if (((mode | mode(home)) & WRITABLE_BY_OTHERS) != 0 || !ownedBy(user, file)) {
            return new Forward.Insecure(file + " or its directory could be written by others than its user");
        }
        byte[] octets = read(file, MAX_FORWARD);
        return octets.length == MAX_FORWARD
                ? new Forward.Unavailable(file + " has " + MAX_FORWARD + " octets or more")
                : new Forward.Lines(lines(octets));
    }

    private static int mode(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:mode");
    }

    /** Root may write for the user. A user whom the system does not know has files of the server's. */
    private static boolean ownedBy(User user, Path file) throws IOException {
        int owner = (int) Files.getAttribute(file, "unix:uid");
        return owner == 0
                || (user.account() instanceof User.Account.Unix unix
                        ? Integer.toUnsignedLong(owner) == unix.uid()
                        : Files.isWritable(file));
    }

    @Override
    public Included included(String path) {
        try {
            Path file = Path.of(path);
            if (!Files.isRegularFile(file)) {
                return new Included.Unavailable(path + " is no file");
            }
            byte[] octets = read(file, MAX_LIST);
            return octets.length == MAX_LIST
                    ? new Included.Unavailable(path + " has " + MAX_LIST + " octets or more")
                    : new Included.Lines(lines(octets));
        } catch (IOException | InvalidPathException e) {
            return new Included.Unavailable(path + " cannot be read: " + e.getMessage());
        }
    }

    private static byte[] read(Path file, int atMost) throws IOException {
        try (InputStream in = Files.newInputStream(file, StandardOpenOption.READ)) {
            return in.readNBytes(atMost);
        }
    }

    private static List<String> lines(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8).lines().toList();
    }
}
