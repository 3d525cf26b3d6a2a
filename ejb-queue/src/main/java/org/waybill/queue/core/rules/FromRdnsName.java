package org.waybill.queue.core.rules;

import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.LookupTable.Service;
import org.waybill.smtp.ReverseName;

/** {@code from rdns} with names: the client's name is one of them, compared as a whole and without case. */
public record FromRdnsName(LookupTable names) implements Condition {

    @Override
    public Answer test(RuleInput input) {
        ReverseName reverse = input.peer().reverse();
        if (!FromRdns.isLookedUp(reverse)) {
            return FromRdns.notLookedUp(input.peer());
        }
        return reverse.name().isEmpty() ? new Answer.No() : Answer.of(names, Service.STRING, reverse.name());
    }
}
