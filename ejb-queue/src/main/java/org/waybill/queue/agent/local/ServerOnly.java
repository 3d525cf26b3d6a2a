package org.waybill.queue.agent.local;

import org.waybill.queue.core.users.User;

/** Without a way to become anybody else: the server acts as itself where that does no harm. */
public record ServerOnly(ServerUser server) implements SwitchUser {

    private static final Way DIRECTLY = new Way.Directly();

    /**
     * A command of another user's would have the server's files in its hands, so it does not run; what belongs to a user
     * without an account runs as the server.
     */
    @Override
    public Way command(User user) {
        if (server.isRoot()) {
            return new Way.Impossible("nothing is run as root: start the server as another user,"
                    + " or let it become the recipient with WAYBILL_USERS_SWITCH");
        }
        if (server.is(user) || user.account() instanceof User.Account.Virtual) {
            return DIRECTLY;
        }
        return new Way.Impossible("the server may not become '" + user.name() + "': let it with WAYBILL_USERS_SWITCH,"
                + " or say 'user " + server.user().name() + "' in the action");
    }

    /** The administrator names the place, so the file system's permissions decide. */
    @Override
    public Way files(User user) {
        boolean another = user.account() instanceof User.Account.Unix;
        return another && server.isRoot()
                ? new Way.Impossible("files of '" + user.name()
                        + "' are not written by root: let the server become the recipient with WAYBILL_USERS_SWITCH")
                : DIRECTLY;
    }
}
