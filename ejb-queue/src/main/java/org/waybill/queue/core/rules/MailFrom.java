package org.waybill.queue.core.rules;

import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.LookupTable.Service;

/** {@code mail-from}: the sender is in the table; only {@code @} matches the null sender. */
public record MailFrom(LookupTable addresses) implements Condition {

    @Override
    public Answer test(RuleInput input) {
        return Answer.of(addresses, Service.MAILADDR, AddressKey.of(input.sender()));
    }
}
