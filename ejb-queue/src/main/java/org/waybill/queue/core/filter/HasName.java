package org.waybill.queue.core.filter;

import org.waybill.queue.core.rules.Condition.Answer;
import org.waybill.queue.core.rules.FromRdns;
import org.waybill.smtp.ReverseName;
import org.waybill.smtp.listener.StepRequest;

/** {@code rdns}: the client's address has a name, be it confirmed or not. */
public record HasName() implements FilterCondition {

    @Override
    public Answer test(StepRequest request) {
        ReverseName reverse = request.peer().reverse();
        return FromRdns.isLookedUp(reverse)
                ? Answer.of(!reverse.name().isEmpty())
                : FromRdns.notLookedUp(request.peer());
    }
}
