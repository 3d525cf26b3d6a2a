package org.waybill.queue.core.rules;

/** One option of a match rule: a question to the session or the recipient. */
public interface Condition {

    Answer test(RuleInput input);

    /** Yes, no, or "could not look up". */
    sealed interface Answer {
        record Yes() implements Answer {}

        record No() implements Answer {}

        record Unknown(String reason) implements Answer {}
    }
}
