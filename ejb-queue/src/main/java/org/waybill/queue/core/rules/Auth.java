package org.waybill.queue.core.rules;

/** {@code auth}: the session is authenticated, or comes from inside of this server, where nobody needs to sign in. */
public record Auth() implements Condition {

    @Override
    public Answer test(RuleInput input) {
        return Answer.of(input.peer().authenticated() || input.peer().local());
    }
}
