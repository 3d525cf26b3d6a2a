package org.waybill.queue.core.rules;

import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.LookupTable.Service;

/** {@code for domain}: the recipient's domain is in the table. */
public record ForDomain(LookupTable domains) implements Condition {

    @Override
    public Answer test(RuleInput input) {
        return Answer.of(domains, Service.DOMAIN, input.recipient().domainKey());
    }
}
