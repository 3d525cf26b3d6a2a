package org.waybill.queue.core.action;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Follows the quotes of a command for the shell, character by character, to know what stands around a place in it. Where it
 * is wrong (a {@code case} inside of <code>$( )</code>, for instance) a value may be split at blanks, but is never read as a
 * command: the text that is inserted is a variable's name in every context.
 */
final class ShellQuoting {

    private enum Context {
        PLAIN,
        SINGLE,
        DOUBLE,
        /** Up to the end, because a command has one line. */
        COMMENT,
        /** Read twice by the shell. */
        BACKTICKS,
        /** {@code ${…}}, which holds patterns and defaults. */
        PARAMETER,
        /** {@code $((…))}, where some shells run what a variable holds. */
        ARITHMETIC,
        /** {@code $'…'}, which not every shell knows. */
        DOLLAR_SINGLE
    }

    private static final String BREAKS = " \t;|&()<>";

    private final Deque<Context> around = new ArrayDeque<>();
    private boolean escaped;
    private boolean afterDollar;
    private boolean afterOpening;
    private boolean beginsWord = true;
    private boolean beginsArgument = true;

    ShellQuoting() {
        around.push(Context.PLAIN);
    }

    /** Steps over literal text. */
    void read(String text) {
        text.chars().forEach(c -> read((char) c));
    }

    private void read(char c) {
        boolean dollar = afterDollar;
        boolean opening = afterOpening;
        afterDollar = false;
        afterOpening = false;
        if (escaped) {
            escaped = false;
        } else {
            step(c, dollar, opening);
        }
        boolean quote = c == '\'' || c == '"';
        beginsWord = BREAKS.indexOf(c) >= 0;
        beginsArgument = beginsWord || (beginsArgument && quote);
    }

    private void step(char c, boolean dollar, boolean opening) {
        Context context = context();
        if (c == '\\' && context != Context.SINGLE && context != Context.COMMENT) {
            escaped = true;
            return;
        }
        switch (context) {
            case SINGLE, DOLLAR_SINGLE -> closeAt('\'', c);
            case BACKTICKS -> closeAt('`', c);
            case COMMENT -> {}
            case PARAMETER -> parameter(c, dollar);
            case ARITHMETIC -> {
                closeAt(')', c);
                if (c == '(') {
                    around.push(Context.ARITHMETIC);
                }
            }
            case DOUBLE -> {
                closeAt('"', c);
                opens(c, dollar);
            }
            case PLAIN -> plain(c, dollar, opening);
        }
    }

    private void plain(char c, boolean dollar, boolean opening) {
        if (opening && c == '(') {
            around.pop();
            around.push(Context.ARITHMETIC);
            around.push(Context.ARITHMETIC);
        } else if (c == '\'') {
            around.push(dollar ? Context.DOLLAR_SINGLE : Context.SINGLE);
        } else if (c == '"') {
            around.push(Context.DOUBLE);
        } else if (c == '#' && beginsWord) {
            around.push(Context.COMMENT);
        } else if (c == ')' && around.size() > 1) {
            around.pop();
        } else if (c == '(' && !dollar) {
            around.push(Context.PLAIN);
        } else {
            opens(c, dollar);
        }
    }

    private void parameter(char c, boolean dollar) {
        if (c == '"') {
            around.push(Context.DOUBLE);
        } else if (c == '\'' && !around.contains(Context.DOUBLE)) {
            around.push(Context.SINGLE);
        } else {
            closeAt('}', c);
            opens(c, dollar);
        }
    }

    /** What may open within double quotes too. */
    private void opens(char c, boolean dollar) {
        afterDollar = c == '$';
        if (c == '`') {
            around.push(Context.BACKTICKS);
        } else if (dollar && c == '{') {
            around.push(Context.PARAMETER);
        } else if (dollar && c == '(') {
            around.push(Context.PLAIN);
            afterOpening = true;
        }
    }

    private void closeAt(char end, char c) {
        if (c == end) {
            around.pop();
        }
    }

    private Context context() {
        return around.element();
    }

    /** Whether a value at this place may be taken for an option by the command that gets it. */
    boolean beginsArgument() {
        return beginsArgument;
    }

    /**
     * The text that inserts a variable here as one word, or as a part of the word that it stands in.
     *
     * @throws IllegalArgumentException with a sentence, where no text could
     */
    String insert(String variable) {
        if (escaped || afterDollar) {
            throw misplaced("behind '" + (escaped ? "\\" : "$") + "'");
        }
        beginsWord = false;
        return switch (context()) {
            case PLAIN -> "\"" + variable + "\"";
            case SINGLE -> "'\"" + variable + "\"'";
            case DOUBLE -> variable;
            case COMMENT -> "";
            case BACKTICKS -> throw misplaced("between backticks; write $(…)");
            case PARAMETER -> throw misplaced("within ${…}");
            case ARITHMETIC -> throw misplaced("within $((…))");
            case DOLLAR_SINGLE -> throw misplaced("within $'…'");
        };
    }

    /** Whether nothing is quoted here. */
    boolean plain() {
        return context() == Context.PLAIN && !escaped && !afterDollar;
    }

    /** @throws IllegalArgumentException if something is open at the end */
    void end() {
        boolean closed = context() == Context.COMMENT || (around.size() == 1 && !escaped);
        if (!closed) {
            throw new IllegalArgumentException("a quote or parenthesis of the command is not closed");
        }
    }

    private static IllegalArgumentException misplaced(String where) {
        return new IllegalArgumentException("a format specifier cannot stand " + where);
    }
}
