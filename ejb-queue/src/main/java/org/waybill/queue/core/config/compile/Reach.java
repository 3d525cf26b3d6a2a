package org.waybill.queue.core.config.compile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
     * @param values lower case; of a table its name in brackets
     */
    private record Term(String meaning, boolean negated, Set<String> values) {

        /** Whether whatever fulfils the other one fulfils this one. */
        boolean covers(Term other) {
            return meaning.equals(other.meaning)
                    && negated == other.negated
                    && (negated ? other.values.containsAll(values) : values.containsAll(other.values));
        }
    }

    private Reach() {}

    static void check(List<MatchDirective> rules, Problems problems) {
        List<List<Term>> earlier = new ArrayList<>();
        for (MatchDirective rule : rules) {
            List<Term> terms = terms(rule);
            int by = coveredBy(terms, earlier);
            if (rule.conditions().stream().anyMatch(Reach::isNever)) {
                problems.add(rule.place(), "this rule can never match", "", "take the '!' before 'any' away");
            } else if (by >= 0) {
                int line = rules.get(by).place().line();
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

    private static int coveredBy(List<Term> terms, List<List<Term>> earlier) {
        for (int i = 0; i < earlier.size(); i++) {
            List<Term> candidate = earlier.get(i);
            if (candidate.size() <= terms.size()
                    && candidate.stream().allMatch(term -> terms.stream().anyMatch(term::covers))) {
                return i;
            }
        }
        return -1;
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
                terms.add(new Term(RuleCompiler.meaning(option), option.negated(), values(option)));
            }
        }
        return terms;
    }

    /** {@code any}, or a pattern that is as good. */
    private static boolean isAlways(Option option) {
        String meaning = RuleCompiler.meaning(option);
        return meaning.endsWith(" any")
                || (meaning.equals("for domain") && values(option).contains("*"))
                || (meaning.equals("mail-from") && values(option).contains("@"));
    }

    private static Set<String> values(Option option) {
        Set<String> values = new HashSet<>();
        for (Operand operand : option.operands()) {
            if (operand instanceof Word word) {
                values.add(word.value().toLowerCase(Locale.ROOT));
            } else if (operand instanceof TableName table) {
                values.add("<" + table.name().value() + ">");
            } else if (operand instanceof Listing listing) {
                listing.keys().forEach(key -> values.add(key.value().toLowerCase(Locale.ROOT)));
            }
        }
        return values;
    }
}
