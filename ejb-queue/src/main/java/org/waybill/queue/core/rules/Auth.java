package org.waybill.queue.core.rules;

/** {@code auth}: the session is authenticated. */
public record Auth() implements Condition {

    @Override
    public Answer test(RuleInput input) {
        return Answer.of(input.peer().authenticated());
    }
}
