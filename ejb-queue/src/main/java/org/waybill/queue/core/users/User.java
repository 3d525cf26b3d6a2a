package org.waybill.queue.core.users;

/**
 * Somebody who has mail here.
 *
 * @param name as the user base knows it
 * @param account who the operating system takes them for
 * @param home an absolute path, empty without one
 */
public record User(String name, Account account, String home) {

    /** A user who exists in a table only and has no home: all that is done for them, the server does as itself. */
    public static User virtual(String name) {
        return new User(name, new Account.Virtual(), "");
    }

    public boolean isRoot() {
        return account instanceof Account.Unix unix && unix.uid() == 0;
    }

    /** An account of the operating system, or none. */
    public sealed interface Account {

        /** Known to Waybill alone. */
        record Virtual() implements Account {}

        /** Files are written and commands are run under these ids, if the server may switch. */
        record Unix(long uid, long gid) implements Account {}
    }
}
