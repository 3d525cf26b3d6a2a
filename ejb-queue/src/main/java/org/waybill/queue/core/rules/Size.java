package org.waybill.queue.core.rules;

import java.util.function.LongPredicate;

/**
 * {@code size}: what the client declared with {@code SIZE=} compares so. Of a mail whose size was not declared nothing is
 * known, and no comparison holds.
 */
public record Size(LongPredicate comparison) implements Condition {

    @Override
    public Answer test(RuleInput input) {
        return Answer.of(input.declaredSize() > 0 && comparison.test(input.declaredSize()));
    }
}
