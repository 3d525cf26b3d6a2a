package org.waybill.queue.core.expand;

import java.util.List;
import org.waybill.queue.core.users.User;

/** Port: the files that may say where mail goes. */
public interface UserFiles {

    /** The user's {@code .forward}. A user without a home has none. */
    Forward forward(User user);

    /** The lines of a list that an alias includes, read as the server. */
    Included included(String path);

    /** What became of reading a .forward file. */
    sealed interface Forward {

        /** There is none. */
        record None() implements Forward {}

        /** @param lines without their ends */
        record Lines(List<String> lines) implements Forward {
            public Lines {
                lines = List.copyOf(lines);
            }
        }

        /** Others could have written it: what it says does not count, and neither does mail for the user. */
        record Insecure(String reason) implements Forward {}

        /** It cannot be read now, is too big, or its directory is being worked on. */
        record Unavailable(String reason) implements Forward {}
    }

    /** What became of reading a list. */
    sealed interface Included {

        /** @param lines without their ends */
        record Lines(List<String> lines) implements Included {
            public Lines {
                lines = List.copyOf(lines);
            }
        }

        record Unavailable(String reason) implements Included {}
    }
}
