package org.waybill.queue.core.expand;

import org.waybill.queue.core.tables.LookupTable;

/** The expansion half of an action: what happens to a recipient before the reply to RCPT TO. */
public sealed interface ExpansionPolicy {

    /** The recipient stays as it is: relay, hold, discard. */
    record AsIs() implements ExpansionPolicy {}

    /**
     * The recipient must be a user of a table.
     *
     * @param userbase its keys are the users that exist
     */
    record Users(LookupTable userbase) implements ExpansionPolicy {}
}
