package org.waybill.queue.core.rules;

import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.LookupTable.Service;

/** {@code rcpt-to}: the recipient is in the table. */
public record RcptTo(LookupTable addresses) implements Condition {

    @Override
    public Answer test(RuleInput input) {
        return Answer.of(addresses, Service.MAILADDR, AddressKey.of(input.recipient()));
    }
}
