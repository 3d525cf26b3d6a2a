package org.waybill.queue.core.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waybill.queue.core.config.Document.Line;
import org.waybill.queue.core.config.Token.Kind;

/**
 * A configuration in the grammar before OpenSMTPD 6.4, in today's. Whatever has no equal, or means something else now, has a
 * comment {@code # note: …} above it. The launcher finds it by name: {@code waybill.jar convert-config}.
 *
 * @param text what could not be understood is a comment in it
 * @param problems with that, by their lines in the former text
 */
public record ConvertedText(String text, List<Problem> problems) {

    public ConvertedText {
        problems = List.copyOf(problems);
    }

    /**
     * Converts a text.
     *
     * @param file what problems say as their file, may be empty
     * @param text in the former grammar
     */
    public static ConvertedText of(String file, String text) {
        return new Conversion(file, text).converted();
    }

    /** A comment about the statement below it. */
    static Directive note(String text) {
        return new Directive.CommentLine("# note: " + printable(text));
    }

    /** A statement that is left out, for a comment. */
    static String shown(Statement statement) {
        return printable(statement.unreadable().text());
    }

    /** As a comment can hold it. */
    private static String printable(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cntrl}", " ").replaceAll("[\\\\\\s]+$", "");
    }

    /** One run over a text. */
    private static final class Conversion {
        private final Problems problems = new Problems();
        private final Map<String, String> macros = new HashMap<>();
        private final List<Line> macroLines = new ArrayList<>();
        private final List<Line> lines = new ArrayList<>();
        private final List<Statement> statements;
        private final FormerStatements others;
        private final FormerRules rules;
        private int firstRule = -1;

        Conversion(String file, String text) {
            List<Token> tokens = withoutArrows(Lexer.tokens(file, text, problems));
            this.statements = Statement.split(tokens, FormerStatements.keywords());
            this.others = new FormerStatements(FormerStatements.names(statements, "pki"));
            this.rules = new FormerRules(new FormerClients(statements.stream().anyMatch(Conversion::letsSignIn)));
        }

        /** {@code =>} was another way to write {@code =}. */
        private static List<Token> withoutArrows(List<Token> tokens) {
            List<Token> kept = new ArrayList<>();
            for (Token token : tokens) {
                boolean arrow = token.is(Kind.GREATER)
                        && !kept.isEmpty()
                        && kept.get(kept.size() - 1).is(Kind.EQUALS);
                if (!arrow) {
                    kept.add(token);
                }
            }
            return kept;
        }

        private static boolean letsSignIn(Statement statement) {
            List<Token> tokens = statement.tokens();
            return !tokens.isEmpty()
                    && tokens.get(0).isWord("listen")
                    && tokens.stream().anyMatch(token -> token.isWord("auth") || token.isWord("auth-optional"));
        }

        ConvertedText converted() {
            statements.forEach(this::add);
            if (firstRule >= 0) {
                insertActions();
            }
            List<Problem> sorted = new ArrayList<>(problems.list());
            sorted.sort(Comparator.comparing(Problem::line).thenComparing(Problem::column));
            return new ConvertedText(Formatter.format(new Document(lines)), sorted);
        }

        private void add(Statement statement) {
            if (statement.tokens().isEmpty()) {
                lines.add(Line.of(
                        statement.comment().isEmpty()
                                ? new Directive.BlankLine()
                                : new Directive.CommentLine(statement.comment())));
                return;
            }
            Optional<List<Directive>> directives = statement.isInvalid() ? Optional.empty() : directives(statement);
            List<Directive> known = directives.orElseGet(
                    () -> List.of(new Directive.CommentLine("# not understood: " + shown(statement))));
            for (int i = 0; i < known.size(); i++) {
                boolean last = i == known.size() - 1;
                add(known.get(i), last ? statement.comment() : "");
            }
        }

        private void add(Directive directive, String comment) {
            if (directive instanceof MacroDirective && firstRule >= 0) {
                macroLines.add(new Line(directive, comment));
            } else if (directive instanceof Directive.CommentLine && !comment.isEmpty()) {
                lines.add(Line.of(new Directive.CommentLine(comment)));
                lines.add(Line.of(directive));
            } else {
                lines.add(new Line(directive, comment));
            }
        }

        /** Empty if it could not be understood. */
        private Optional<List<Directive>> directives(Statement statement) {
            Cursor cursor = new Cursor(statement, macros, problems);
            boolean macro = cursor.peek(1).is(Kind.EQUALS);
            Token first = macro ? cursor.peek() : cursor.take();
            if (!macro && (first.isWord("accept") || first.isWord("reject"))) {
                FormerRule rule = FormerRule.read(cursor, first.isWord("accept"));
                return cursor.isSound() ? Optional.of(rule(rule)) : Optional.empty();
            }
            List<Directive> directives =
                    macro ? List.of(Parser.macro(cursor, macros)) : others.read(first, cursor, statement);
            if (!cursor.atEnd()) {
                cursor.failHere("the end of the statement");
            }
            return cursor.isSound() ? Optional.of(directives) : Optional.empty();
        }

        private List<Directive> rule(FormerRule rule) {
            if (firstRule < 0) {
                firstRule = lines.size();
                while (firstRule > 0 && lines.get(firstRule - 1).directive() instanceof Directive.CommentLine) {
                    firstRule--;
                }
            }
            return rules.convert(rule);
        }

        /** Above the first rule and its comments; macros that stood below it may be meant in an action. */
        private void insertActions() {
            List<Line> inserted = new ArrayList<>(macroLines);
            rules.actions().map(Line::of).forEach(inserted::add);
            if (!inserted.isEmpty()) {
                inserted.add(Line.of(new Directive.BlankLine()));
            }
            lines.addAll(firstRule, inserted);
        }
    }
}
