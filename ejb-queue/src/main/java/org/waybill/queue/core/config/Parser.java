package org.waybill.queue.core.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.waybill.queue.core.config.Operand.Word;
import org.waybill.queue.core.config.Token.Kind;

/**
 * Reads configuration texts. All errors are reported: one that spoils a statement ends at the end of that statement. Each
 * {@code parse} stands alone.
 */
public final class Parser {

    /** The most octets of a text, files it includes counted in. */
    static final int MAX_LENGTH = 1 << 20;

    /** How deep files may include files. */
    static final int MAX_DEPTH = 16;

    private final Includes includes;

    public Parser(Includes includes) {
        this.includes = includes;
    }

    /**
     * Reads a text.
     *
     * @param name what problems say as their file, empty for the main text
     */
    public Parsed parse(String name, String text) {
        Reading reading = new Reading();
        Document document = reading.document(name, text, 0);
        List<Problem> problems = new ArrayList<>(reading.problems.list());
        problems.sort(Comparator.comparing((Problem problem) -> !problem.file().equals(name))
                .thenComparing(Problem::file)
                .thenComparing(Problem::line)
                .thenComparing(Problem::column));
        return new Parsed(document, problems);
    }

    /** One run over a text and what it includes. */
    private final class Reading {

        private final Problems problems = new Problems();
        private final Map<String, String> macros = new HashMap<>();
        private int length;

        Document document(String file, String text, int depth) {
            length += text.length();
            if (length > MAX_LENGTH) {
                problems.add(
                        new Place(file, 1, 1),
                        "the configuration is larger than 1 MiB",
                        "",
                        "put long lists into" + " files and name them as tables");
                return new Document(List.of());
            }
            List<Token> tokens = Lexer.tokens(file, text, problems);
            List<Document.Line> lines = new ArrayList<>();
            for (Statement statement : Statement.split(tokens, keywords())) {
                lines.add(line(statement, depth));
            }
            return new Document(lines);
        }

        private Document.Line line(Statement statement, int depth) {
            if (statement.tokens().isEmpty()) {
                return Document.Line.of(
                        statement.comment().isEmpty()
                                ? new Directive.BlankLine()
                                : new Directive.CommentLine(statement.comment()));
            }
            if (statement.isInvalid()) {
                return new Document.Line(statement.unreadable(), statement.comment());
            }
            Cursor cursor = new Cursor(statement, macros, problems);
            Directive directive = directive(cursor, depth);
            if (!cursor.atEnd()) {
                cursor.failHere("the end of the statement");
            }
            return new Document.Line(cursor.isSound() ? directive : statement.unreadable(), statement.comment());
        }

        private Directive directive(Cursor cursor, int depth) {
            if (cursor.peek(1).is(Kind.EQUALS)) {
                return macro(cursor, macros);
            }
            Token keyword = cursor.take();
            var reader = keyword.is(Kind.WORD) ? DirectiveReaders.BY_KEYWORD.get(keyword.value()) : null;
            if (reader != null) {
                return reader.apply(cursor, keyword.place());
            }
            if (keyword.isWord("include")) {
                return include(cursor, keyword.place(), depth);
            }
            failKeyword(cursor, keyword);
            return new Directive.BlankLine();
        }

        private Directive include(Cursor cursor, Place place, int depth) {
            Word file = cursor.checked("the path of a file in quotes", true, Shape::checkFile);
            Document included = new Document(List.of());
            if (depth == MAX_DEPTH) {
                cursor.fail(place, "files include each other more than " + MAX_DEPTH + " deep", "", "");
            }
            if (cursor.isSound()) {
                Includes.Answer answer = includes.read(file.value());
                if (answer instanceof Includes.Answer.Text text) {
                    included = document(file.value(), text.text(), depth + 1);
                } else if (answer instanceof Includes.Answer.Missing missing) {
                    cursor.problem(
                            file.place(), "cannot include \"" + file.value() + "\": " + missing.reason(), "", "");
                }
            }
            return new IncludeDirective(file, included, place);
        }

        private void failKeyword(Cursor cursor, Token keyword) {
            String word = keyword.value();
            if (keyword.is(Kind.WORD) && Grammar.UNSUPPORTED_DIRECTIVES.contains(word)) {
                cursor.fail(keyword.place(), "'" + word + "' is not supported by this version", "", "take it out");
            } else if (keyword.is(Kind.WORD) && Grammar.FORMER_DIRECTIVES.containsKey(word)) {
                cursor.fail(
                        keyword.place(),
                        "'" + word + "' belongs to the grammar before OpenSMTPD 6.4",
                        "",
                        Grammar.FORMER_DIRECTIVES.get(word));
            } else {
                cursor.fail(
                        keyword.place(),
                        "unexpected " + keyword.described(),
                        String.join(", ", DirectiveReaders.BY_KEYWORD.keySet()) + ", include or name = value",
                        keyword.is(Kind.WORD) ? Suggestion.forWord(word, keywords()) : "");
            }
        }
    }

    /** {@code name = value}; adds it to the macros. */
    static Directive macro(Cursor cursor, Map<String, String> macros) {
        Token name = cursor.take();
        cursor.take();
        if (!name.is(Kind.WORD) || !name.value().matches("[A-Za-z_][A-Za-z0-9_]*")) {
            cursor.fail(name.place(), "a macro cannot be named " + name.described(), "letters, digits and '_'", "");
        }
        Word value = cursor.word("one value", true);
        if (cursor.isSound() && macros.putIfAbsent(name.value(), value.value()) != null) {
            cursor.problem(name.place(), "macro '" + name.value() + "' is defined twice", "", "keep one of them");
        }
        if (!cursor.atEnd()) {
            cursor.fail(
                    cursor.peek().place(),
                    "unexpected " + cursor.peek().described() + " in a macro",
                    "one value",
                    "put the value in quotes; lists belong into a table");
        }
        return new MacroDirective(name.value(), value, name.place());
    }

    /** The first words of all statements, supported or not. */
    static Set<String> keywords() {
        Set<String> words = new HashSet<>(DirectiveReaders.BY_KEYWORD.keySet());
        words.add("include");
        words.addAll(Grammar.UNSUPPORTED_DIRECTIVES);
        return words;
    }
}
