package org.waybill.queue.core.rules;

/** {@code from socket}: mail from inside of this server. */
public record FromSocket() implements Condition {

    @Override
    public Answer test(RuleInput input) {
        return Answer.of(input.peer().local());
    }
}
