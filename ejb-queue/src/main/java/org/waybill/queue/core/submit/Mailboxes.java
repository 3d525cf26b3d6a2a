package org.waybill.queue.core.submit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The addresses in the value of a field such as From (RFC 5322 §3.6.2): a list of mailboxes, each with a display name and brackets,
 * or bare. Read as mail programs do, which show something whatever stands there: where brackets stand, what is between them
 * is the address, otherwise all that is no comment.
 */
final class Mailboxes {

    /** Where an address stands: from its first character to behind its last. */
    private record Span(int start, int end) {}

    private final String text;
    private final List<Span> spans = new ArrayList<>();
    private int start = -1;
    private int end;
    private boolean bracketed;

    private Mailboxes(String text) {
        this.text = text;
        scan();
    }

    /**
     * The same text with another address in the place of each one that is not allowed.
     *
     * @param allowed asked for an address without the blanks around it
     */
    static String replaced(String text, Predicate<String> allowed, String address) {
        return mapped(text, found -> allowed.test(found.strip()) ? found : address);
    }

    /** The same text with something else in the place of each address; the blanks around one belong to it. */
    static String mapped(String text, UnaryOperator<String> change) {
        StringBuilder changed = new StringBuilder();
        int copied = 0;
        for (Span span : new Mailboxes(text).spans) {
            changed.append(text, copied, span.start()).append(change.apply(text.substring(span.start(), span.end())));
            copied = span.end();
        }
        return changed.append(text, copied, text.length()).toString();
    }

    private void scan() {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int next = at + 1;
            if (c == '"' || c == '[') {
                next = closing(at, c == '[' ? ']' : '"');
                extend(at, next);
            } else if (c == '(') {
                next = behindComment(at);
            } else if (c == '<') {
                next = closing(at, '>');
                bracket(at, next);
            } else if (c == ',' || c == ';') {
                endMailbox();
            } else if (c == ':' && !bracketed) {
                // the name of a group stood before it
                start = -1;
            } else if (c > ' ') {
                extend(at, next);
            }
            at = next;
        }
        endMailbox();
    }

    /** What stands outside of comments counts as the address as long as no brackets come. */
    private void extend(int from, int to) {
        if (!bracketed) {
            start = start < 0 ? from : start;
            end = to;
        }
    }

    private void bracket(int from, int to) {
        if (!bracketed) {
            bracketed = true;
            start = from + 1;
            end = text.charAt(to - 1) == '>' ? to - 1 : to;
        }
    }

    private void endMailbox() {
        if (start >= 0) {
            spans.add(new Span(start, Math.max(start, end)));
        }
        start = -1;
        bracketed = false;
    }

    /** Behind the closing character; at the end of the text if there is none. Quoted ones do not count. */
    private int closing(int open, char closing) {
        int at = open + 1;
        while (at < text.length() && text.charAt(at) != closing) {
            char c = text.charAt(at);
            at = c == '\\' ? at + 2 : c == '"' ? closing(at, '"') : at + 1;
        }
        return Math.min(at + 1, text.length());
    }

    private int behindComment(int open) {
        int depth = 0;
        int at = open;
        while (at < text.length()) {
            char c = text.charAt(at);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            at += c == '\\' ? 2 : 1;
            if (depth == 0) {
                break;
            }
        }
        return Math.min(at, text.length());
    }
}
