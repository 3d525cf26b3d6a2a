package org.waybill.queue.core.rules;

/** {@code from any}: every client. */
public record FromAny() implements Condition {

    @Override
    public Answer test(RuleInput input) {
        return new Answer.Yes();
    }
}
