package org.waybill.queue.core.rules;

/**
 * {@code !}: the opposite. The opposite of "could not look up" is "could not look up".
 *
 * @param inner what must not hold
 */
public record Not(Condition inner) implements Condition {

    @Override
    public Answer test(RuleInput input) {
        Answer answer = inner.test(input);
        return answer instanceof Answer.Unknown ? answer : Answer.of(answer instanceof Answer.No);
    }
}
