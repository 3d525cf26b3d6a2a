package org.waybill.queue.core.rules;

/** {@code tls}: the session is encrypted. */
public record Tls() implements Condition {

    @Override
    public Answer test(RuleInput input) {
        return Answer.of(input.peer().secured());
    }
}
