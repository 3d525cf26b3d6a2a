package org.waybill.queue.core.rules;

import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.LookupTable.Service;

/**
 * {@code from src}: the client's address lies in a network of the table; mail that was forwarded here, or comes from inside
 * of this server, comes from none.
 */
public record FromSource(LookupTable networks) implements Condition {

    @Override
    public Answer test(RuleInput input) {
        return input.forwarded() || input.peer().local()
                ? new Answer.No()
                : Answer.of(networks, Service.NETADDR, input.peer().address().getHostAddress());
    }
}
