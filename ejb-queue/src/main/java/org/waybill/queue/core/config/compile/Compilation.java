package org.waybill.queue.core.config.compile;

import java.util.List;
import org.waybill.queue.core.config.Configuration;
import org.waybill.queue.core.config.Problem;

/** What became of a configuration text. */
public sealed interface Compilation {

    /**
     * It can be used.
     *
     * @param configuration the whole of it
     * @param warnings what lies outside of the text and is not as it should be now, such as a table's file that cannot be
     *     read: mail that needs it waits
     */
    record Compiled(Configuration configuration, List<Problem> warnings) implements Compilation {
        public Compiled {
            warnings = List.copyOf(warnings);
        }
    }

    /** It cannot be used. */
    record Invalid(List<Problem> problems) implements Compilation {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
