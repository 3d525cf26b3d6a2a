package org.waybill.queue.core.rules;

/**
 * {@code !}: the opposite.
 *
 * @param inner what must not hold
 */
public record Not(Condition inner) implements Condition {

    @Override
    public Answer test(RuleInput input) {
        return inner.test(input).opposite();
    }
}
