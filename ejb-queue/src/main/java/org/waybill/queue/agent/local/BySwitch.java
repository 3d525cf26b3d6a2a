package org.waybill.queue.agent.local;

import java.util.List;
import java.util.regex.Pattern;
import org.waybill.queue.core.users.User;

/**
 * Becomes other users through a command of the administrator's choice, such as
 * <code>setpriv --reuid={uid} --regid={gid} --init-groups --</code>. Users without an account, and the server's own, are
 * served as without it.
 */
public final class BySwitch implements SwitchUser {

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /** A name that {@code sudo -u} takes for nothing else, such as {@code #0}. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

    private final List<String> words;
    private final ServerUser server;
    private final ServerOnly otherwise;

    /** @param command words between blanks, with <code>{user}</code>, <code>{uid}</code> and <code>{gid}</code> */
    public BySwitch(String command, ServerUser server) {
        this.words = List.of(BLANKS.split(command.strip()));
        this.server = server;
        this.otherwise = new ServerOnly(server);
    }

    @Override
    public Way command(User user) {
        return user.account() instanceof User.Account.Unix account && (server.isRoot() || !server.is(user))
                ? through(user, account)
                : otherwise.command(user);
    }

    @Override
    public Way files(User user) {
        return user.account() instanceof User.Account.Unix account && (server.isRoot() || !server.is(user))
                ? through(user, account)
                : otherwise.files(user);
    }

    private Way through(User user, User.Account.Unix account) {
        if (account.uid() == 0) {
            return new Way.Impossible("the server never becomes root");
        }
        if (!NAME.matcher(user.name()).matches() && words.stream().anyMatch(word -> word.contains("{user}"))) {
            return new Way.Impossible(
                    "'" + user.name() + "' is no name of an account: write {uid} in WAYBILL_USERS_SWITCH");
        }
        return new Way.Through(
                words.stream()
                        .map(word -> word.replace("{user}", user.name())
                                .replace("{uid}", Long.toString(account.uid()))
                                .replace("{gid}", Long.toString(account.gid())))
                        .toList(),
                account.uid());
    }
}
