package org.waybill.queue.core.tables;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@link LookupTable.Service#REGEX}: each entry as a whole is a pattern, tried in the order of the table. The engine takes
 * time in proportion to pattern and key, whoever chose them; so there are no back references.
 */
record RegexKeys(List<Rule> patterns, List<String> faults) implements KeyIndex {

    record Rule(Pattern pattern, String text) {}

    static RegexKeys of(List<String> texts) {
        List<Rule> patterns = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (String text : texts) {
            try {
                patterns.add(new Rule(Pattern.compile(text, Pattern.CASE_INSENSITIVE), text));
            } catch (PatternSyntaxException e) {
                faults.add("'" + text + "' is no regular expression: " + fault(e));
            }
        }
        return new RegexKeys(patterns, faults);
    }

    /** The engine calls a closing bracket too many an internal error. */
    private static String fault(PatternSyntaxException e) {
        return e.getDescription().endsWith("internal error") ? "unexpected )" : e.getDescription();
    }

    @Override
    public Optional<String> find(String key) {
        return patterns.stream()
                .filter(rule -> rule.pattern().matcher(key).find())
                .map(Rule::text)
                .findFirst();
    }
}
