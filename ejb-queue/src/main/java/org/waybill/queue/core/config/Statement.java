package org.waybill.queue.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.waybill.queue.core.config.Token.Kind;

/**
 * The tokens of one statement, whatever they are; no tokens for a blank line or one with a comment only.
 *
 * @param tokens without the comment behind it and without the end of the line
 * @param end what ended it
 * @param comment behind it, empty if there is none
 */
record Statement(List<Token> tokens, Token end, String comment) {

    Statement {
        tokens = List.copyOf(tokens);
    }

    /**
     * Divides tokens into statements. Ends of lines between braces do not end a statement, unless the next line clearly is
     * another one because the closing brace was forgotten.
     *
     * @param keywords the first words of statements
     */
    static List<Statement> split(List<Token> tokens, Set<String> keywords) {
        List<Statement> statements = new ArrayList<>();
        List<Token> current = new ArrayList<>();
        int depth = 0;
        for (int i = 0; i < tokens.size() - 1; i++) {
            Token token = tokens.get(i);
            boolean inBraces = depth > 0 && !beginsStatement(tokens, i + 1, keywords);
            if (token.is(Kind.NEWLINE) && !inBraces) {
                statements.add(of(current, token));
                current = new ArrayList<>();
                depth = 0;
                continue;
            }
            depth += token.is(Kind.OPEN) ? 1 : token.is(Kind.CLOSE) ? -1 : 0;
            current.add(token);
        }
        return statements;
    }

    /** Two words in a row, the first one a keyword: entries of a list seldom look so. */
    private static boolean beginsStatement(List<Token> tokens, int at, Set<String> keywords) {
        Token first = tokens.get(at);
        boolean keyword = first.is(Kind.WORD) && keywords.contains(first.value());
        return first.is(Kind.END) || (keyword && tokens.get(at + 1).isValue());
    }

    private static Statement of(List<Token> tokens, Token end) {
        int last = tokens.size() - 1;
        if (last >= 0 && tokens.get(last).is(Kind.COMMENT)) {
            return new Statement(
                    tokens.subList(0, last), tokens.get(last), tokens.get(last).value());
        }
        return new Statement(tokens, end, "");
    }

    boolean isInvalid() {
        return tokens.stream().anyMatch(token -> token.is(Kind.INVALID));
    }

    /** What is left of it when it cannot be read. */
    Directive.Unreadable unreadable() {
        String text = tokens.stream()
                .filter(token -> !token.is(Kind.NEWLINE) && !token.is(Kind.COMMENT))
                .map(Token::raw)
                .collect(Collectors.joining(" "));
        String name =
                tokens.size() > 1 && tokens.get(1).isValue() ? tokens.get(1).value() : "";
        return new Directive.Unreadable(tokens.get(0).value(), name, text);
    }
}
