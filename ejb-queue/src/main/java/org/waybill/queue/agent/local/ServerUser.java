package org.waybill.queue.agent.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.waybill.queue.core.users.User;

/**
 * Who this process is for the operating system.
 *
 * @param user with its ids and home
 */
public record ServerUser(User user) {

    /** Asks the system. */
    public static ServerUser ofProcess() throws IOException {
        // a new file belongs to whoever made it; no other question is the same on every Unix
        Path probe = Files.createTempFile("waybill", "");
        try {
            User.Account account = new User.Account.Unix(
                    ((Integer) Files.getAttribute(probe, "unix:uid")) & 0xffffffffL,
                    ((Integer) Files.getAttribute(probe, "unix:gid")) & 0xffffffffL);
            return new ServerUser(new User(System.getProperty("user.name"), account, System.getProperty("user.home")));
        } finally {
            Files.delete(probe);
        }
    }

    boolean isRoot() {
        return user.isRoot();
    }

    boolean is(User other) {
        return other.account() instanceof User.Account.Unix theirs
                && user.account() instanceof User.Account.Unix ours
                && theirs.uid() == ours.uid();
    }
}
