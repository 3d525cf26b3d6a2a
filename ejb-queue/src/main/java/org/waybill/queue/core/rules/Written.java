package org.waybill.queue.core.rules;

/**
 * A condition with the words it was written in, for those who ask why a rule does not match.
 *
 * @param text in canonical form, {@code !} included
 */
public record Written(Condition condition, String text) implements Condition {

    @Override
    public Answer test(RuleInput input) {
        return condition.test(input);
    }
}
