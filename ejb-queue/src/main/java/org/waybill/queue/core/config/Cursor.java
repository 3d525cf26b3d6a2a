package org.waybill.queue.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.waybill.queue.core.config.Operand.Listing;
import org.waybill.queue.core.config.Operand.TableName;
import org.waybill.queue.core.config.Operand.Word;
import org.waybill.queue.core.config.Token.Kind;

/**
 * Reads one statement from the left. The first error that leaves the rest unclear ends the reading: whoever asks then sees
 * the end of the statement, and nothing more is reported.
 */
final class Cursor {

    private final Statement statement;
    private final Map<String, String> macros;
    private final Problems problems;
    private Set<String> reserved = Set.of();
    private int next;
    private boolean failed;
    private boolean sound = true;

    /** @param macros what the macros defined so far mean */
    Cursor(Statement statement, Map<String, String> macros, Problems problems) {
        this.statement = statement;
        this.macros = macros;
        this.problems = problems;
    }

    /** From here on these words are no values unless they are quoted. */
    void reserve(Set<String> words) {
        reserved = words;
    }

    /** Whether nothing was wrong so far. */
    boolean isSound() {
        return sound;
    }

    boolean atEnd() {
        return next >= statement.tokens().size();
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int ahead) {
        List<Token> tokens = statement.tokens();
        if (next + ahead < tokens.size()) {
            return tokens.get(next + ahead);
        }
        Place end = tokens.get(tokens.size() - 1).end();
        return new Token(Kind.END, "", "", end);
    }

    Token take() {
        Token token = peek();
        next++;
        return token;
    }

    /** Steps over a token of this kind, if it is the next one. */
    boolean skip(Kind kind) {
        if (!atEnd() && peek().is(kind)) {
            next++;
            return true;
        }
        return false;
    }

    /** Reports an error behind which the statement cannot be understood. */
    void fail(Place place, String message, String expected, String cure) {
        if (!failed) {
            problem(place, message, expected, cure);
            failed = true;
        }
        next = statement.tokens().size();
    }

    /** Reports the next token as one that should not be there. */
    void failHere(String expected) {
        fail(peek().place(), "unexpected " + peek().described(), expected, "");
    }

    /** Reports an error that leaves the rest of the statement clear. */
    void problem(Place place, String message, String expected, String cure) {
        if (!failed) {
            problems.add(place, message, expected, cure);
            sound = false;
        }
    }

    /** Whether a value comes next and no keyword. */
    boolean atValue() {
        Token token = peek();
        return token.isValue() && !(token.is(Kind.WORD) && reserved.contains(token.value()));
    }

    /**
     * A value.
     *
     * @param expected how a message names it
     * @param quoted whether the canonical text has it in quotes
     */
    Word word(String expected, boolean quoted) {
        Token token = peek();
        if (!atValue()) {
            String cure = token.isValue() ? "put it in quotes if it is meant as a value" : "";
            fail(token.place(), "unexpected " + token.described(), expected, cure);
            return new Word("", "", quoted, token.place());
        }
        return value(take(), quoted);
    }

    private Word value(Token token, boolean quoted) {
        if (!token.is(Kind.MACRO)) {
            return new Word(token.value(), "", quoted, token.place());
        }
        String meaning = macros.get(token.value());
        if (meaning == null) {
            String guess = Suggestion.forWord(token.value(), macros.keySet());
            String cure = guess.isEmpty() ? "define it above with " + token.value() + " = \"…\"" : guess;
            problem(token.place(), "macro '" + token.value() + "' is not defined", "", cure);
        }
        return new Word(meaning == null ? "" : meaning, token.value(), quoted, token.place());
    }

    /** A value that some parser must accept; what it says otherwise is the problem. */
    Word checked(String expected, boolean quoted, Consumer<String> parser) {
        Word word = word(expected, quoted);
        check(word, parser);
        return word;
    }

    /** Lets a parser look at a word, unless the word itself is already a problem. */
    void check(Word word, Consumer<String> parser) {
        boolean undefined = !word.macro().isEmpty() && !macros.containsKey(word.macro());
        if (failed || undefined) {
            return;
        }
        try {
            parser.accept(word.value());
        } catch (IllegalArgumentException e) {
            problem(word.place(), String.valueOf(e.getMessage()), "", "");
        }
    }

    /** {@code <name>}; between the brackets no word is a keyword. */
    TableName tableName() {
        take();
        Word name = peek().isValue() ? value(take(), false) : word("the name of a table", false);
        if (!skip(Kind.GREATER)) {
            failHere("'>' behind the name of a table");
        }
        return new TableName(name);
    }

    /** <code>{ … }</code> */
    Listing listing() {
        Token open = take();
        List<Listing.Element> elements = new ArrayList<>();
        boolean entryOnLine = false;
        while (!skip(Kind.CLOSE)) {
            if (atEnd()) {
                fail(open.place(), "this '{' is not closed", "a '}' behind the last entry", "");
                break;
            } else if (skip(Kind.NEWLINE)) {
                entryOnLine = false;
            } else if (peek().is(Kind.COMMENT)) {
                // a comment behind an entry moves above it
                int place = entryOnLine ? elements.size() - 1 : elements.size();
                elements.add(place, new Listing.Note(take().value()));
            } else {
                elements.add(entry(elements));
                entryOnLine = true;
                skip(Kind.COMMA);
            }
        }
        Listing listing = new Listing(elements, open.place());
        if (listing.keys().isEmpty()) {
            problem(open.place(), "this list is empty", "at least one entry", "");
        }
        return listing;
    }

    private Listing.Element entry(List<Listing.Element> before) {
        if (!peek().isValue()) {
            failHere("an entry or '}'");
            return new Listing.Note("#");
        }
        Word key = value(take(), true);
        boolean mapping = skip(Kind.EQUALS);
        boolean listed = before.stream().anyMatch(Listing.Item.class::isInstance);
        boolean mapped = before.stream().anyMatch(Listing.Pair.class::isInstance);
        if (mapping ? listed : mapped) {
            fail(key.place(), "this list mixes entries with and without '='", mapped ? "key = value" : "a value", "");
        }
        if (!mapping) {
            return new Listing.Item(key);
        }
        if (!peek().isValue()) {
            failHere("a value behind '='");
        }
        return new Listing.Pair(key, value(take(), true));
    }
}
