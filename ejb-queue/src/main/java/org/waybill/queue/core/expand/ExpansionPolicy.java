package org.waybill.queue.core.expand;

import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.users.UserBase;

/** The expansion half of an action: what happens to a recipient before the reply to RCPT TO. */
public sealed interface ExpansionPolicy {

    /** The recipient stays as it is: relay, hold, discard. */
    record AsIs() implements ExpansionPolicy {}

    /**
     * The recipient must lead to a user of this server, through aliases and .forward files.
     *
     * @param aliases where names are looked up before users are
     * @param users who has mail here
     * @param user who all mail is delivered as, so that nobody else's .forward counts; empty: the recipient
     * @param outcome what may come out
     */
    record Local(Aliases aliases, UserBase users, String user, Outcome outcome) implements ExpansionPolicy {}

    /** Tables of aliases. */
    sealed interface Aliases {

        record None() implements Aliases {}

        /** {@code alias}: keys are user names. */
        record Users(LookupTable table) implements Aliases {}

        /** {@code virtual}: keys are addresses, {@code @domain} and {@code @}; who is not in it has no mail here. */
        record Virtual(LookupTable table) implements Aliases {}
    }

    /** What an expansion may lead to. */
    enum Outcome {
        ANYTHING,
        /** {@code expand-only}: what aliases and .forward files name, never the user's own mailbox. */
        WHAT_IS_NAMED,
        /** {@code forward-only}: addresses elsewhere. */
        FORWARDED
    }
}
