package org.waybill.queue.core.rules;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.waybill.queue.core.rules.RuleTrial.Result;
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
        return decide(input, trial -> {});
    }

    /** @param witness hears of each rule that is tried, in order */
    public Decision decide(RuleInput input, Consumer<RuleTrial> witness) {
        for (Rule rule : rules) {
            Optional<Stop> stop = tried(rule, input);
            if (stop.isEmpty()) {
                witness.accept(new RuleTrial(
                        rule.line(), Result.MATCHES, rule.decision().text()));
                return rule.decision();
            }
            witness.accept(
                    new RuleTrial(rule.line(), stop.get().result(), stop.get().because()));
            if (stop.get().answer() instanceof Condition.Answer.Unknown unknown) {
                return new Decision.Defer(unknown.reason());
            }
        }
        return new Decision.Reject(SmtpReply.invalidRecipient(input.recipient()));
    }

    /** The condition that keeps a rule from matching. */
    private record Stop(Condition condition, Condition.Answer answer) {

        Result result() {
            return answer instanceof Condition.Answer.Unknown ? Result.UNDECIDED : Result.DOES_NOT_MATCH;
        }

        String because() {
            String text = condition instanceof Written written ? written.text() : condition.toString();
            return answer instanceof Condition.Answer.Unknown unknown ? text + ": " + unknown.reason() : text;
        }
    }

    private static Optional<Stop> tried(Rule rule, RuleInput input) {
        for (Condition condition : rule.conditions()) {
            Condition.Answer answer = condition.test(input);
            if (!(answer instanceof Condition.Answer.Yes)) {
                return Optional.of(new Stop(condition, answer));
            }
        }
        return Optional.empty();
    }
}
