package org.waybill.queue.core.config.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.waybill.queue.core.config.MatchDirective;
import org.waybill.queue.core.config.Operand;
import org.waybill.queue.core.config.Operand.Listing;
import org.waybill.queue.core.config.Operand.TableName;
import org.waybill.queue.core.config.Operand.Word;
import org.waybill.queue.core.config.Option;
import org.waybill.queue.core.config.Problems;

/**
 * Finds rules that can never be reached because an earlier one takes all of their mail, as far as that is evident from the
 * words; and rules whose conditions nobody can fulfil.
 */
final class Reach {

    /**
     * One condition, as it is compared.
     *
     * @param values lower case; of a table its name in brackets; empty where the words alone say it, so that values behind
     *     them would only say less
     */
    private record Term(String meaning, boolean negated, Set<String> values) {

        boolean hasAnchors() {
            return !negated && !values.isEmpty();
        }

        /** Whether whatever fulfils the other one fulfils this one. */
        boolean covers(Term other) {
            return (meaning.equals(other.meaning) || coversSocket(other))
                    && negated == other.negated
                    && (negated ? other.holdsAllOf(this) : holdsAllOf(other));
        }

        /** Mail from inside of this server is local. */
        private boolean coversSocket(Term other) {
            return !negated && meaning.equals("from local") && other.meaning.equals("from socket");
        }

        private boolean holdsAllOf(Term other) {
            return values.isEmpty() || (!other.values.isEmpty() && values.containsAll(other.values));
        }
    }

    /** A value that a rule must share with another one to cover it. */
    private record Anchor(String meaning, String value) {}

    private final List<List<Term>> rules = new ArrayList<>();
    private final Map<Anchor, List<Integer>> anchored = new HashMap<>();
    private final List<Integer> free = new ArrayList<>();

    private Reach() {}

    static void check(List<MatchDirective> rules, Problems problems) {
        Reach earlier = new Reach();
        for (MatchDirective rule : rules) {
            List<Term> terms = terms(rule);
            OptionalInt by = earlier.firstThatCovers(terms);
            if (rule.conditions().stream().anyMatch(Reach::isNever)) {
                problems.add(rule.place(), "this rule can never match", "", "take the '!' before 'any' away");
            } else if (by.isPresent()) {
                int line = rules.get(by.getAsInt()).place().line();
                problems.add(
                        rule.place(),
                        "this rule can never be reached: the one in line " + line + " takes all of its mail",
                        "",
                        "move it above line " + line + " or take it out");
            }
            earlier.add(terms);
        }
    }

    private static boolean isNever(Option option) {
        return option.negated() && option.phrase().endsWith(" any");
    }

    /** Files a rule under every value of one of its conditions, so that not each one is compared with each other. */
    private void add(List<Term> terms) {
        int index = rules.size();
        rules.add(terms);
        Optional<Term> valued = terms.stream().filter(Term::hasAnchors).findFirst();
        if (valued.isEmpty()) {
            free.add(index);
        } else {
            for (String value : valued.get().values()) {
                anchored.computeIfAbsent(new Anchor(valued.get().meaning(), value), anchor -> new ArrayList<>())
                        .add(index);
            }
        }
    }

    private OptionalInt firstThatCovers(List<Term> terms) {
        // whatever covers a term holds all of its values, so that any one of them finds it
        Stream<Integer> sharing = terms.stream()
                .filter(Term::hasAnchors)
                .map(term -> new Anchor(term.meaning(), term.values().iterator().next()))
                .flatMap(anchor -> anchored.getOrDefault(anchor, List.of()).stream());
        return Stream.concat(free.stream(), sharing)
                .filter(index -> covers(rules.get(index), terms))
                .mapToInt(Integer::intValue)
                .min();
    }

    private static boolean covers(List<Term> earlier, List<Term> later) {
        return earlier.size() <= later.size()
                && earlier.stream().allMatch(term -> later.stream().anyMatch(term::covers));
    }

    private static List<Term> terms(MatchDirective rule) {
        List<Term> terms = new ArrayList<>();
        if (rule.conditions().stream().noneMatch(RuleCompiler::isFrom)) {
            terms.add(new Term("from local", false, Set.of()));
        }
        if (rule.conditions().stream().noneMatch(RuleCompiler::isFor)) {
            terms.add(new Term("for local", false, Set.of()));
        }
        for (Option option : rule.conditions()) {
            if (option.negated() || !isAlways(option)) {
                terms.add(new Term(meaning(option), option.negated(), values(option)));
            }
        }
        return terms;
    }

    /** Patterns and names say different things with the same words. */
    private static String meaning(Option option) {
        boolean regex = option.operands().stream().anyMatch(Operand.Regex.class::isInstance);
        return RuleCompiler.meaning(option) + (regex ? " regex" : "");
    }

    /** {@code any}, or a pattern that is as good. */
    private static boolean isAlways(Option option) {
        String meaning = meaning(option);
        return meaning.endsWith(" any")
                || (meaning.equals("for domain") && values(option).contains("*"))
                || (meaning.equals("mail-from") && values(option).contains("@"));
    }

    private static Set<String> values(Option option) {
        Set<String> values = new HashSet<>();
        for (Operand operand : option.operands()) {
            if (operand instanceof Operand.Regex regex) {
                // \W is not \w
                values.addAll(values(regex.patterns(), UnaryOperator.identity()));
            } else {
                values.addAll(values(operand, value -> value.toLowerCase(Locale.ROOT)));
            }
        }
        return values;
    }

    private static Set<String> values(Operand operand, UnaryOperator<String> form) {
        if (operand instanceof Word word) {
            return Set.of(form.apply(word.value()));
        } else if (operand instanceof TableName table) {
            return Set.of("<" + table.name().value() + ">");
        } else if (operand instanceof Operand.Comparison comparison) {
            return Set.of(comparison.text());
        } else if (operand instanceof Listing listing) {
            return listing.keys().stream().map(Word::value).map(form).collect(Collectors.toSet());
        }
        return Set.of();
    }
}
