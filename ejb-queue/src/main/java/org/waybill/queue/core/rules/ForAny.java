package org.waybill.queue.core.rules;

/** {@code for any}: every recipient. */
public record ForAny() implements Condition {

    @Override
    public Answer test(RuleInput input) {
        return new Answer.Yes();
    }
}
