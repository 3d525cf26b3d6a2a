package org.waybill.queue.console;

import java.util.Optional;
import java.util.Set;

/** The people who may sign in to the console and the REST API. */
public interface AdminAccounts {

    /** May see and change everything. */
    String ADMIN = "admin";

    /** May see everything. */
    String VIEWER = "viewer";

    /**
     * Checks a name and a password. Takes about the same time for an unknown name as for a wrong password, and says
     * nothing of the difference.
     *
     * @return the account, or empty for both
     */
    Optional<Account> verify(String name, String password);

    /**
     * Who signed in.
     *
     * @param name as the log and the history show it
     * @param roles {@link #ADMIN}, {@link #VIEWER}
     */
    record Account(String name, Set<String> roles) {
        public Account {
            roles = Set.copyOf(roles);
        }
    }
}
