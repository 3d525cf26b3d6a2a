package org.waybill.queue.core.rules;

import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.LookupTable.Service;

/** One option of a match rule: a question to the session or the recipient. */
public interface Condition {

    Answer test(RuleInput input);

    /** Yes, no, or "could not look up". */
    sealed interface Answer {

        static Answer of(boolean holds) {
            return holds ? new Yes() : new No();
        }

        /** The opposite; that of "could not look up" is "could not look up". */
        default Answer opposite() {
            return this instanceof Unknown ? this : of(this instanceof No);
        }

        /** Whether a table has an entry that matches. */
        static Answer of(LookupTable table, Service service, String key) {
            LookupTable.Answer found = table.match(service, key);
            if (found instanceof LookupTable.Answer.Unavailable unavailable) {
                return new Unknown("table <" + table.name() + ">: " + unavailable.reason());
            }
            return of(found instanceof LookupTable.Answer.Found);
        }

        record Yes() implements Answer {}

        record No() implements Answer {}

        /** @param reason for the log */
        record Unknown(String reason) implements Answer {}
    }
}
