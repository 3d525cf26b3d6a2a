package org.waybill.queue.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.waybill.queue.core.config.Token.Kind;

/**
 * Text to tokens, in one pass. Statements end with their line; a backslash before the line's end continues it. Comments are
 * tokens, so that they survive. What is no token becomes {@link Kind#INVALID} and a problem.
 */
final class Lexer {

    private static final Map<Character, Kind> SIGNS = Map.of(
            '{', Kind.OPEN,
            '}', Kind.CLOSE,
            ',', Kind.COMMA,
            '=', Kind.EQUALS,
            '!', Kind.BANG,
            '<', Kind.LESS,
            '>', Kind.GREATER);

    /** What ends a word; a quote within a word, as in {@code o'brien}, does not if it is a single one. */
    private static final String WORD_ENDS = "{},=!<>\"#()\\";

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String file;
    private final String text;
    private final Problems problems;
    private final List<Token> tokens = new ArrayList<>();
    private int position;
    private int line = 1;
    private int lineStart;

    private Lexer(String file, String text, Problems problems) {
        this.file = file;
        this.text = text;
        this.problems = problems;
    }

    /** All tokens, a NEWLINE and an END last. */
    static List<Token> tokens(String file, String text, Problems problems) {
        Lexer lexer = new Lexer(file, text, problems);
        lexer.readAll();
        return lexer.tokens;
    }

    private void readAll() {
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            position = 1;
            lineStart = 1;
        }
        while (position < text.length()) {
            read();
        }
        add(Kind.NEWLINE, position, "");
        add(Kind.END, position, "");
    }

    private void read() {
        char c = text.charAt(position);
        Kind sign = SIGNS.get(c);
        if (c == '\n') {
            add(Kind.NEWLINE, position, "");
            newLine(position + 1);
        } else if (c == ' ' || c == '\t' || atCarriageReturn(position)) {
            position++;
        } else if (c == '#') {
            comment();
        } else if (c == '\\') {
            continuation();
        } else if (c == '"' || c == '\'') {
            string(c);
        } else if (c == '$') {
            macro();
        } else if (sign != null) {
            position++;
            add(sign, position - 1, String.valueOf(c));
        } else if (endsWord(c)) {
            position++;
            invalid(position - 1, "unexpected character " + named(c), "", "put it in quotes if it is part of a value");
        } else {
            word();
        }
    }

    private boolean atCarriageReturn(int at) {
        return text.charAt(at) == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
    }

    private void newLine(int begin) {
        position = begin;
        line++;
        lineStart = begin;
    }

    private void comment() {
        int begin = position;
        int end = text.indexOf('\n', begin);
        position = end < 0 ? text.length() : end;
        String comment = text.substring(begin, position).stripTrailing();
        if (comment.endsWith("\\")) {
            // smtpd.conf would take the next line for part of the comment, other readers of it would not
            invalid(
                    begin,
                    "a comment cannot be continued with '\\'",
                    "",
                    "take the '\\' away, or begin the next line with '#'");
        } else if (comment.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
            invalid(begin, "a comment holds a control character", "", "take it out");
        } else {
            add(Kind.COMMENT, begin, comment);
        }
    }

    private void continuation() {
        int begin = position;
        int next = position + 1;
        while (next < text.length()
                && (text.charAt(next) == ' ' || text.charAt(next) == '\t' || atCarriageReturn(next))) {
            next++;
        }
        if (next < text.length() && text.charAt(next) == '\n') {
            newLine(next + 1);
            return;
        }
        position++;
        invalid(begin, "unexpected '\\'", "the end of the line behind it, to continue the statement", "");
    }

    private void string(char quote) {
        int begin = position;
        StringBuilder value = new StringBuilder();
        position++;
        while (position < text.length() && text.charAt(position) != quote) {
            char c = text.charAt(position);
            if (Character.isISOControl(c) && c != '\t') {
                break;
            }
            if (c == '\\' && isEscape(quote)) {
                position++;
            }
            value.append(text.charAt(position));
            position++;
        }
        if (position >= text.length() || text.charAt(position) != quote) {
            invalid(begin, "this string does not end", "a closing " + quote + " on the same line", "");
            return;
        }
        position++;
        add(Kind.STRING, begin, value.toString());
    }

    /** Whether the backslash stands for the next character; before any other one it is itself, as in {@code "\."}. */
    private boolean isEscape(char quote) {
        char next = position + 1 < text.length() ? text.charAt(position + 1) : '\n';
        return next == quote || next == '\\';
    }

    private void macro() {
        int begin = position;
        position++;
        while (position < text.length() && isNameCharacter(text.charAt(position))) {
            position++;
        }
        if (position == begin + 1) {
            invalid(
                    begin,
                    "unexpected '$'",
                    "the name of a macro behind it",
                    "put it in quotes if it is part of a value");
        } else {
            add(Kind.MACRO, begin, text.substring(begin + 1, position));
        }
    }

    private static boolean isNameCharacter(char c) {
        return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private void word() {
        int begin = position;
        while (position < text.length() && !endsWord(text.charAt(position))) {
            position++;
        }
        add(Kind.WORD, begin, text.substring(begin, position));
    }

    /** Whether a value must be written in quotes. */
    static boolean needsQuotes(String value) {
        return value.isEmpty()
                || value.charAt(0) == '$'
                || value.charAt(0) == '\''
                || value.chars().anyMatch(c -> endsWord((char) c));
    }

    private static boolean endsWord(char c) {
        return c == ' ' || Character.isISOControl(c) || WORD_ENDS.indexOf(c) >= 0;
    }

    private static String named(char c) {
        return Character.isISOControl(c) ? String.format("U+%04X", (int) c) : "'" + c + "'";
    }

    private void invalid(int begin, String message, String expected, String cure) {
        problems.add(place(begin), message, expected, cure);
        add(Kind.INVALID, begin, text.substring(begin, position));
    }

    private void add(Kind kind, int begin, String value) {
        tokens.add(new Token(kind, text.substring(begin, position), value, place(begin)));
    }

    private Place place(int begin) {
        return new Place(file, line, begin - lineStart + 1);
    }
}
