package org.waybill.queue.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.waybill.queue.core.config.Operand.Word;

/** The rules of a text in the former grammar, one after the other. */
final class FormerRules {

    private static final String UNREACHABLE = "this rule could never be reached: one above takes all of its mail: ";

    private final FormerClients clients;
    private final FormerActions actions = new FormerActions();
    private final List<List<Option>> earlier = new ArrayList<>();

    FormerRules(FormerClients clients) {
        this.clients = clients;
    }

    /** The actions of all rules so far, with their notes. */
    Stream<Directive> actions() {
        return actions.directives();
    }

    /** The rules of today that say what this one said, with their notes. */
    List<Directive> convert(FormerRule rule) {
        FormerClients.Rules rules = clients.rules(rule.conditions());
        List<List<Option>> reached =
                rules.conditions().stream().filter(this::isReached).toList();
        if (reached.isEmpty()) {
            MatchDirective lost = match(
                    rules.conditions().get(0), decision(rule, rule.delivery().name()));
            return List.of(ConvertedText.note(UNREACHABLE + Formatter.format(lost)));
        }
        Option decision = decision(rule, rule.accepts() ? actions.named(rule.delivery()) : "");
        boolean whole = reached.size() == rules.conditions().size();
        List<Directive> directives = new ArrayList<>();
        Stream.concat(rule.notes().stream(), whole ? rules.notes().stream() : Stream.empty())
                .map(ConvertedText::note)
                .forEach(directives::add);
        reached.forEach(conditions -> {
            earlier.add(explicit(conditions));
            directives.add(match(conditions, decision));
        });
        return directives;
    }

    private static Option decision(FormerRule rule, String action) {
        return rule.accepts() ? Option.of("action", Word.quoted(action)) : Option.of("reject");
    }

    private static MatchDirective match(List<Option> conditions, Option decision) {
        return new MatchDirective(conditions, decision, List.of(), Place.NOWHERE);
    }

    /** Today such a rule is an error, as far as the words alone say it. */
    private boolean isReached(List<Option> conditions) {
        List<Option> all = explicit(conditions);
        return earlier.stream()
                .noneMatch(rule -> rule.stream().allMatch(option -> isAlways(option) || all.contains(option)));
    }

    private static boolean isAlways(Option option) {
        return !option.negated() && List.of("from any", "for any").contains(option.phrase());
    }

    private static List<Option> explicit(List<Option> conditions) {
        List<Option> all = new ArrayList<>(conditions);
        for (String subject : List.of("from ", "for ")) {
            if (conditions.stream().noneMatch(option -> option.phrase().startsWith(subject))) {
                all.add(Option.of(subject + "local"));
            }
        }
        return all;
    }
}
