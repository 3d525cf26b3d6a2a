package org.waybill.queue.agent.local;

import java.util.List;
import org.waybill.queue.core.users.User;

/** As whom the server may act. Nothing is ever done as root but writing the system's mailboxes. */
public interface SwitchUser {

    /** How commands are run, and the files that a user names are touched, for this user. */
    Way command(User user);

    /** How the files that an action names are written for this user. */
    Way files(User user);

    /** How something is done as a user. */
    sealed interface Way {

        /** By this process, as itself. */
        record Directly() implements Way {}

        /**
         * By a process that another command starts.
         *
         * @param prefix the words before the command line
         * @param uid what the process must have become
         */
        record Through(List<String> prefix, long uid) implements Way {
            public Through {
                prefix = List.copyOf(prefix);
            }
        }

        /**
         * Not at all.
         *
         * @param reason with the cure
         */
        record Impossible(String reason) implements Way {}
    }
}
