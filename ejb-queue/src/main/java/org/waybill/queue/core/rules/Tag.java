package org.waybill.queue.core.rules;

/** {@code tag}: the client came through a listener with this tag, compared without case. */
public record Tag(String tag) implements Condition {

    @Override
    public Answer test(RuleInput input) {
        return Answer.of(input.peer().tag().equalsIgnoreCase(tag));
    }
}
