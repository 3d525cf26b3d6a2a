package org.waybill.queue.core.rules;

import java.util.List;
import org.waybill.smtp.SmtpReply;

/**
 * The rules in their order: the first one whose conditions all hold decides; without one the recipient is refused. A
 * condition that cannot be looked up stops the evaluation: nothing behind it may decide in its place.
 *
 * @param rules in the order of the text
 */
public record Ruleset(List<Rule> rules) {

    public Ruleset {
        rules = List.copyOf(rules);
    }

    public Decision decide(RuleInput input) {
        for (Rule rule : rules) {
            Condition.Answer answer = test(rule, input);
            if (answer instanceof Condition.Answer.Unknown unknown) {
                return new Decision.Defer(unknown.reason());
            }
            if (answer instanceof Condition.Answer.Yes) {
                return rule.decision();
            }
        }
        return new Decision.Reject(SmtpReply.invalidRecipient(input.recipient()));
    }

    private static Condition.Answer test(Rule rule, RuleInput input) {
        for (Condition condition : rule.conditions()) {
            Condition.Answer answer = condition.test(input);
            if (!(answer instanceof Condition.Answer.Yes)) {
                return answer;
            }
        }
        return new Condition.Answer.Yes();
    }
}
