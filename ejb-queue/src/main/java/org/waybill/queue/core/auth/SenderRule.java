package org.waybill.queue.core.auth;

import org.waybill.queue.core.tables.LookupTable;

/** As whom those who have signed in may send. */
public sealed interface SenderRule {

    /** As anybody. */
    record Anybody() implements SenderRule {}

    /**
     * As whom a table lists under their names.
     *
     * @param addresses by user: {@code user@domain}, {@code @domain} or {@code @}, with commas between them
     * @param masquerade whether From fields are made to say the sender of the mail where they name somebody else
     */
    record Listed(LookupTable addresses, boolean masquerade) implements SenderRule {}
}
