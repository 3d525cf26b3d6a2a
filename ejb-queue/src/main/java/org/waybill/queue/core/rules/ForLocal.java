package org.waybill.queue.core.rules;

import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.LookupTable.Service;

/** {@code for local}: the recipient's domain is one of this server's own names; see {@link LocalDomains}. */
public record ForLocal(LookupTable localDomains) implements Condition {

    @Override
    public Answer test(RuleInput input) {
        return Answer.of(localDomains, Service.DOMAIN, input.recipient().domainKey());
    }
}
