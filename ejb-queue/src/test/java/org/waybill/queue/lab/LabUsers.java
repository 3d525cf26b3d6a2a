package org.waybill.queue.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.waybill.queue.core.users.User;
import org.waybill.queue.core.users.UserBase;

/**
 * The system's users as the cases have them, with homes among the case's files. Those belong to whoever runs the tests, so
 * all users but root have that id; if it is root's, they have ids of their own.
 */
record LabUsers(LabFiles files) implements UserBase {

    private static final List<String> PEOPLE = List.of("alice", "bob", "carol", "dave", "erin", "frank", "vmail");

    private static final int FIRST_UID = 2001;

    @Override
    public String description() {
        return "the laboratory's users";
    }

    @Override
    public Answer find(String name) {
        if (name.equals("root")) {
            return found(name, 0);
        }
        if (!PEOPLE.contains(name)) {
            return new Answer.Missing();
        }
        long owner = owner(files.home(name));
        return found(name, owner == 0 ? FIRST_UID + PEOPLE.indexOf(name) : owner);
    }

    private static long owner(Path home) {
        try {
            return (int) Files.getAttribute(home, "unix:uid");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer found(String name, long uid) {
        return new Answer.Found(
                new User(name, new User.Account.Unix(uid, uid), files.home(name).toString()));
    }
}
