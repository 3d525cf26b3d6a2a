package org.waybill.queue.core.rules;

import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.LookupTable.Service;

/** {@code auth} with users: the session is authenticated as one of them. */
public record AuthUser(LookupTable users) implements Condition {

    @Override
    public Answer test(RuleInput input) {
        return input.peer().authenticated()
                ? Answer.of(users, Service.STRING, input.peer().user())
                : new Answer.No();
    }
}
