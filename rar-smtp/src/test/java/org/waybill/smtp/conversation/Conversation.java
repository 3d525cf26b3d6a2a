package org.waybill.smtp.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script of {@code C:} and {@code S:} lines. What the client says is sent in UTF-8 with CR LF; {@code {CR}},
 * {@code {LF}}, {@code {NUL}} and {@code {C3}} are octets, {@code {x*3000}} repeats, and a closing {@code {go on}} leaves the CR LF out. What the server says
 * is compared by its beginning; {@code S: 250-*} stands for any number of such lines, {@code S: (closed)} for the end.
 */
public record Conversation(String name, Setting setting, List<Step> steps) {

    private static final String CLOSED = "(closed)";
    private static final Pattern OCTET = Pattern.compile("\\{([0-9A-F]{2})}");
    private static final Pattern REPEATED = Pattern.compile("\\{(.)\\*(\\d+)}");

    /** One line of a script. */
    public record Step(boolean byClient, String text) {

        public byte[] octets() {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }

        public boolean closes() {
            return !byClient && text.equals(CLOSED);
        }
    }

    /** On a listener without TLS. */
    public static Conversation parse(String name, String script) {
        return parse(name, Setting.PLAIN, script);
    }

    static Conversation parse(String name, Setting setting, String script) {
        List<Step> steps = new ArrayList<>();
        for (String line : script.lines().filter(l -> !l.isBlank()).toList()) {
            String text = line.length() < 3 ? "" : line.substring(3);
            if (line.startsWith("C:")) {
                steps.add(new Step(true, unescape(text)));
            } else if (line.startsWith("S:")) {
                steps.add(new Step(false, text));
            } else {
                throw new IllegalArgumentException("expected C: or S:, not '" + line + "'");
            }
        }
        return new Conversation(name, setting, List.copyOf(steps));
    }

    private static String unescape(String text) {
        String utf8 = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        Matcher repeated = REPEATED.matcher(utf8);
        String full =
                repeated.replaceAll(m -> Matcher.quoteReplacement(m.group(1).repeat(Integer.parseInt(m.group(2)))));
        String ended = full.endsWith("{go on}") ? full.substring(0, full.length() - 7) : full + "\r\n";
        String octets = OCTET.matcher(ended)
                .replaceAll(m -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(m.group(1), 16))));
        return octets.replace("{CR}", "\r").replace("{LF}", "\n").replace("{NUL}", "\0");
    }

    /** All that the client says. */
    public byte[] input() {
        StringBuilder all = new StringBuilder();
        steps.stream().filter(Step::byClient).forEach(step -> all.append(step.text()));
        return all.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    public boolean endsClosed() {
        return steps.get(steps.size() - 1).closes();
    }

    /** Compares all that a server said. */
    public void check(String output, boolean closed) {
        Deque<String> said = new ArrayDeque<>(output.lines().toList());
        for (Step step : steps) {
            if (!step.byClient() && !step.closes()) {
                take(step.text(), said, output);
            }
        }
        assertTrue(said.isEmpty(), () -> name + ": not expected: " + said + " in\n" + output);
        assertEquals(endsClosed(), closed, name + ": closed after\n" + output);
    }

    private void take(String expected, Deque<String> said, String output) {
        if (expected.endsWith("-*")) {
            String prefix = expected.substring(0, expected.length() - 1);
            while (!said.isEmpty() && said.peek().startsWith(prefix)) {
                said.remove();
            }
        } else if (said.isEmpty() || !said.remove().startsWith(expected)) {
            fail(name + ": expected '" + expected + "' in\n" + output);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
