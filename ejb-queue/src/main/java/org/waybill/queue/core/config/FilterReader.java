package org.waybill.queue.core.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.waybill.queue.core.config.Operand.Listing;
import org.waybill.queue.core.config.Operand.Word;
import org.waybill.queue.core.config.Token.Kind;

/** How {@code filter} is read behind its keyword. */
final class FilterReader {

    private static final String KINDS = "phase or chain";

    private static final Listing NO_FILTERS = new Listing(List.of(), Place.NOWHERE);

    private FilterReader() {}

    static Directive read(Cursor cursor, Place place) {
        Word name = cursor.checked("the name of a filter", true, Names::check);
        Token kind = cursor.peek();
        if (kind.isWord("proc") || kind.isWord("proc-exec")) {
            cursor.fail(
                    kind.place(),
                    "filters that are processes are not supported by this version",
                    KINDS,
                    "take it out, and its name out of the listeners");
        }
        if (kind.isWord("phase")) {
            cursor.take();
            return new FilterDirective(name, phase(cursor), place);
        }
        if (!kind.isWord("chain")) {
            cursor.failHere(KINDS);
        } else {
            cursor.take();
        }
        return new FilterDirective(name, new FilterDirective.Chain(chain(cursor)), place);
    }

    private static Listing chain(Cursor cursor) {
        if (!cursor.peek().is(Kind.OPEN)) {
            cursor.failHere("{ names of filters }");
            return NO_FILTERS;
        }
        Listing filters = cursor.listing();
        if (filters.isMapping()) {
            cursor.problem(filters.place(), "a list is needed here, not a mapping", "values without '='", "");
        }
        filters.keys().forEach(filter -> cursor.check(filter, Names::check));
        return filters;
    }

    private static FilterDirective.Phase phase(Cursor cursor) {
        Word phase = cursor.checked("a phase", false, FilterReader::checkPhase);
        if (cursor.peek().isWord("match")) {
            cursor.take();
        } else {
            cursor.failHere("match");
        }
        cursor.reserve(Grammar.FILTER_WORDS);
        List<Option> conditions = new ArrayList<>();
        Set<String> given = new HashSet<>();
        while (!cursor.atEnd() && !Grammar.FILTER_DECISIONS.matches(cursor)) {
            conditions.add(Grammar.FILTER_CONDITIONS.read(cursor, given));
        }
        if (cursor.atEnd()) {
            cursor.failHere(String.join(", ", Grammar.FILTER_DECISIONS.keywords()));
        } else if (conditions.isEmpty()) {
            cursor.failHere(String.join(", ", Grammar.FILTER_CONDITIONS.keywords()));
        }
        Option decision = Grammar.FILTER_DECISIONS.read(cursor, given);
        if (!cursor.atEnd()) {
            cursor.failHere("the end of the filter");
        }
        return new FilterDirective.Phase(phase, conditions, decision);
    }

    private static void checkPhase(String phase) {
        if (!FilterDirective.PHASES.containsKey(phase)) {
            throw new IllegalArgumentException("there is no phase '" + phase + "': expected one of "
                    + String.join(", ", FilterDirective.PHASES.keySet()));
        }
    }
}
