package org.waybill.queue.core.filter;

import org.waybill.queue.core.rules.Condition.Answer;
import org.waybill.queue.core.rules.FromRdns;
import org.waybill.smtp.ReverseName;
import org.waybill.smtp.listener.StepRequest;

/** {@code fcrdns}: the client's address has a name, and the name that address. */
public record IsConfirmed() implements FilterCondition {

    @Override
    public Answer test(StepRequest request) {
        ReverseName reverse = request.peer().reverse();
        return FromRdns.isLookedUp(reverse) ? Answer.of(reverse.confirmed()) : FromRdns.notLookedUp(request.peer());
    }
}
