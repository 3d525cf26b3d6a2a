package org.waybill.queue.core.rules;

import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.LookupTable.Service;

/** {@code helo}: the name that the client gave in HELO or EHLO is in the table, compared as a domain. */
public record Helo(LookupTable names) implements Condition {

    @Override
    public Answer test(RuleInput input) {
        return Answer.of(names, Service.DOMAIN, input.peer().helo());
    }
}
