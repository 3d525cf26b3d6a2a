package org.waybill.queue.core.filter;

import org.waybill.queue.core.rules.Condition.Answer;
import org.waybill.smtp.listener.StepRequest;

/**
 * {@code !}: the opposite.
 *
 * @param inner what must not hold
 */
public record Opposite(FilterCondition inner) implements FilterCondition {

    @Override
    public Answer test(StepRequest request) {
        return inner.test(request).opposite();
    }
}
