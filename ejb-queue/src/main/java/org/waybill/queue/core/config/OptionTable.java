package org.waybill.queue.core.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.waybill.queue.core.config.Token.Kind;

/** The options of one directive: a row for each, and those of the reference that this version does not have. */
final class OptionTable {

    /**
     * One option.
     *
     * @param written its keywords, one or two
     * @param phrase its keywords in the canonical text
     * @param subjects what it is about; one subject cannot be given twice
     * @param shape what follows the keywords
     * @param negatable whether {@code !} may stand before it
     */
    record Row(String written, String phrase, List<String> subjects, Shape shape, boolean negatable) {

        static Row option(String phrase, Shape shape, String... subjects) {
            return new Row(phrase, phrase, subjects.length == 0 ? List.of(phrase) : List.of(subjects), shape, false);
        }

        /** An option of match that may be negated. */
        static Row condition(String phrase, Shape shape, String... subjects) {
            Row row = option(phrase, shape, subjects);
            return new Row(phrase, phrase, row.subjects(), shape, true);
        }

        /** Another word for an option. */
        static Row synonym(String written, Row row) {
            return new Row(written, row.phrase(), row.subjects(), row.shape(), row.negatable());
        }
    }

    private final String name;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final Set<String> unsupported;
    private final Set<String> keywords = new LinkedHashSet<>();
    private final String offer;

    /**
     * @param name how messages name what has these options
     * @param unsupported keywords of the reference that are refused as such
     * @param orElse what a message offers behind the options
     */
    OptionTable(String name, List<Row> rows, Set<String> unsupported, String orElse) {
        this.name = name;
        rows.forEach(row -> this.rows.put(row.written(), row));
        this.unsupported = unsupported;
        this.rows.keySet().forEach(phrase -> keywords.add(firstWord(phrase)));
        this.offer = String.join(", ", keywords) + orElse;
        unsupported.forEach(phrase -> keywords.add(firstWord(phrase)));
    }

    OptionTable(String name, List<Row> rows, Set<String> unsupported) {
        this(name, rows, unsupported, "");
    }

    /** How messages name what has these options. */
    String name() {
        return name;
    }

    /** Whether there is such an option. */
    boolean offers(String phrase) {
        return rows.containsKey(phrase);
    }

    /** The first words of all options, supported or not. */
    Set<String> keywords() {
        return Collections.unmodifiableSet(keywords);
    }

    private static String firstWord(String phrase) {
        int blank = phrase.indexOf(' ');
        return blank < 0 ? phrase : phrase.substring(0, blank);
    }

    /** Whether the next word begins one of these options, supported or not. */
    boolean matches(Cursor cursor) {
        Token token = cursor.peek();
        return token.is(Kind.WORD) && keywords.contains(token.value());
    }

    /** Reads options up to the end of the statement. */
    List<Option> readAll(Cursor cursor) {
        List<Option> options = new ArrayList<>();
        Set<String> given = new HashSet<>();
        while (!cursor.atEnd()) {
            options.add(read(cursor, given));
        }
        return options;
    }

    /**
     * Reads one option.
     *
     * @param given the subjects so far; those of the option are added
     */
    Option read(Cursor cursor, Set<String> given) {
        Token first = cursor.peek();
        boolean negated = cursor.skip(Kind.BANG);
        Place place = cursor.peek().place();
        Row row = row(cursor);
        if (negated && !row.negatable()) {
            cursor.fail(first.place(), "'!' cannot stand before '" + row.written() + "'", "", "");
        }
        for (String subject : row.subjects()) {
            if (!given.add(subject)) {
                cursor.problem(place, "'" + subject + "' is given twice", "", "keep one of them");
            }
        }
        return new Option(row.phrase(), negated, row.shape().read(cursor), first.place());
    }

    /** Steps over the keywords of an option; behind an error the row means nothing. */
    private Row row(Cursor cursor) {
        Token first = cursor.peek();
        if (!first.is(Kind.WORD) || !keywords.contains(first.value())) {
            String guess = first.is(Kind.WORD) ? Suggestion.forWord(first.value(), keywords) : "";
            cursor.fail(first.place(), "unexpected " + first.described() + " in " + name, offer, guess);
            return Row.option("", Shape.FLAG);
        }
        cursor.take();
        Token second = cursor.peek();
        String both = first.value() + " " + second.value();
        boolean pair = second.is(Kind.WORD) && (rows.containsKey(both) || unsupported.contains(both));
        if (pair) {
            cursor.take();
        }
        String phrase = pair ? both : first.value();
        Row row = rows.get(phrase);
        if (row != null) {
            return row;
        }
        if (unsupported.contains(phrase)) {
            cursor.fail(first.place(), "'" + phrase + "' is not supported by this version", "", "take it out");
        } else {
            failSecond(cursor, first.value(), second);
        }
        return Row.option("", Shape.FLAG);
    }

    private void failSecond(Cursor cursor, String first, Token second) {
        List<String> seconds = rows.keySet().stream()
                .filter(phrase -> phrase.startsWith(first + " "))
                .map(phrase -> phrase.substring(first.length() + 1))
                .toList();
        String guess = second.is(Kind.WORD) ? Suggestion.forWord(second.value(), seconds) : "";
        cursor.fail(
                second.place(),
                "unexpected " + second.described() + " behind '" + first + "'",
                String.join(", ", seconds),
                guess);
    }
}
