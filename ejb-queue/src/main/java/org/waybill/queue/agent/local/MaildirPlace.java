package org.waybill.queue.agent.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.waybill.queue.core.action.FormatValues;
import org.waybill.queue.core.action.LocalMethod;
import org.waybill.queue.core.action.PathTemplate;
import org.waybill.queue.core.users.User;

/**
 * Where a maildir lies.
 *
 * @param root the administrator's word, or the user's home: whatever follows came from the network or belongs to the user
 *     and must stay below, through symbolic links too
 * @param path the maildir
 */
record MaildirPlace(Path root, Path path) {

    private static final String OF_USERS_WITH_A_HOME = "~/Maildir";

    private static final String OF_OTHERS = "mail/%{user.username}";

    /**
     * The place of one delivery.
     *
     * @param data what other relative paths lie below
     * @throws IOException with a reason, if there is no such place
     */
    static MaildirPlace of(Path data, LocalMethod.Maildir method, FormatValues values) throws IOException {
        User user = values.user();
        PathTemplate template = PathTemplate.parse(template(method, user));
        String expanded = template.expand(values);
        if (!template.atHome()) {
            return new MaildirPlace(resolve(data, template.fixedPart()), resolve(data, expanded));
        }
        if (user.home().isEmpty()) {
            throw new IOException("the user '" + user.name() + "' has no home for '" + template + "'");
        }
        Path home = resolve(data, user.home());
        // a home that is not there may be a disk that is not mounted
        if (user.account() instanceof User.Account.Unix && !Files.isDirectory(home)) {
            throw new IOException("the home " + home + " is not there");
        }
        return new MaildirPlace(home, resolve(home, expanded));
    }

    /** The path as the action says it, for people. */
    static String template(LocalMethod.Maildir method, User user) {
        if (!method.path().isEmpty()) {
            return method.path();
        }
        return user.home().isEmpty() ? OF_OTHERS : OF_USERS_WITH_A_HOME;
    }

    private static Path resolve(Path base, String path) throws IOException {
        try {
            return base.toAbsolutePath().resolve(path).normalize();
        } catch (InvalidPathException e) {
            throw new IOException("not a path: " + e.getReason());
        }
    }
}
