package org.waybill.queue.core.action;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One format specifier: what stands between <code>%{</code> and <code>}</code>, such as {@code rcpt.user},
 * {@code rcpt.domain[0:2]} or {@code rcpt:lowercase|strip}. Modifiers apply to the whole value, the range to what they
 * leave.
 *
 * @param name one of {@link #NAMES}
 * @param first where the range begins, from 0, negative from the end; 0 without a range
 * @param last where the range ends, inclusive, negative from the end; -1 without a range
 * @param modifiers in their order
 */
record FormatSpecifier(String name, int first, int last, List<Modifier> modifiers) {

    /** What may be asked for everywhere. */
    static final Set<String> NAMES = Set.of(
            "user.username",
            "rcpt",
            "rcpt.user",
            "rcpt.domain",
            "dest",
            "dest.user",
            "dest.domain",
            "sender",
            "sender.user",
            "sender.domain",
            "mbox.from");

    /** The user's home: a path may begin with it, a command may have it anywhere. */
    static final String HOME = "user.directory";

    /** The command that a wrapper stands around. */
    static final String COMMAND = "mda";

    private static final Pattern SYNTAX = Pattern.compile(
            "(?<name>[a-z.]+)(?:\\[(?<first>-?[0-9]{1,4})(?<to>:(?<last>-?[0-9]{1,4})?)?])?(?::(?<modifiers>[a-z|]*))?");

    /** Characters that mean something to a shell. */
    private static final String UNSAFE = "!#$%&'*?`{|}~";

    /**
     * More of them, which the reference refuses in addresses and which can be there in a quoted local part: the command may
     * hand its text to another shell.
     */
    private static final String UNSAFE_IN_COMMANDS = UNSAFE + "\"()<>;[]^\\/ ";

    /** What may be done to a value. */
    enum Modifier {
        LOWERCASE,
        UPPERCASE,
        /** Removes the sub-address: {@code user+tag} becomes {@code user}. */
        STRIP,
        /** Keeps the characters that mean something to a shell. */
        RAW;

        static Modifier of(String word) {
            for (Modifier modifier : values()) {
                if (modifier.name().toLowerCase(Locale.ROOT).equals(word)) {
                    return modifier;
                }
            }
            throw new IllegalArgumentException("unknown modifier '" + word
                    + "' in a format specifier: expected lowercase," + " uppercase, strip or raw");
        }
    }

    FormatSpecifier {
        modifiers = List.copyOf(modifiers);
    }

    /**
     * Reads what stands between the braces.
     *
     * @param more names that may be asked for besides {@link #NAMES}
     * @throws IllegalArgumentException with a sentence that says what was expected
     */
    static FormatSpecifier parse(String text, Set<String> more) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("cannot read the format specifier '%{" + text
                    + "}': expected %{name[first:last]:modifier|modifier}");
        }
        String name = matcher.group("name");
        if (!NAMES.contains(name) && !more.contains(name)) {
            throw new IllegalArgumentException("unknown format specifier '%{" + name + "}': expected one of "
                    + Stream.concat(NAMES.stream(), more.stream()).sorted().collect(Collectors.joining(", ")));
        }
        int first = matcher.group("first") == null ? 0 : Integer.parseInt(matcher.group("first"));
        return new FormatSpecifier(name, first, last(matcher, first), modifiers(matcher));
    }

    /** {@code [n]} is one character, {@code [n:]} the rest, {@code [n:m]} up to and with m. */
    private static int last(Matcher matcher, int first) {
        if (matcher.group("last") != null) {
            return Integer.parseInt(matcher.group("last"));
        }
        return matcher.group("first") == null || matcher.group("to") != null ? -1 : first;
    }

    private static List<Modifier> modifiers(Matcher matcher) {
        List<Modifier> modifiers = new ArrayList<>();
        if (matcher.group("modifiers") != null) {
            for (String word : matcher.group("modifiers").split("\\|", -1)) {
                modifiers.add(Modifier.of(word));
            }
        }
        return modifiers;
    }

    /** The value as a part of one name in a path: it holds no separator and no control character. */
    String expandInPath(Function<String, String> values) {
        return range(replaced(modified(values), "/\\", UNSAFE));
    }

    /** The value as a parameter of a command; it holds no control character. A home is the administrator's word. */
    String expandInCommand(Function<String, String> values) {
        return range(replaced(modified(values), "", name.equals(HOME) ? "" : UNSAFE_IN_COMMANDS));
    }

    private String modified(Function<String, String> values) {
        String value = values.apply(name);
        for (Modifier modifier : modifiers) {
            value = switch (modifier) {
                case LOWERCASE -> value.toLowerCase(Locale.ROOT);
                case UPPERCASE -> value.toUpperCase(Locale.ROOT);
                case STRIP -> stripped(value);
                case RAW -> value;
            };
        }
        return value;
    }

    /** Counted in whole characters: half of one would be no name for a file. */
    private String range(String value) {
        int[] characters = value.codePoints().toArray();
        int from = Math.max(0, first < 0 ? characters.length + first : first);
        int to = Math.min(characters.length, (last < 0 ? characters.length + last : last) + 1);
        return from < to ? new String(characters, from, to - from) : "";
    }

    private static String stripped(String value) {
        int at = value.lastIndexOf('@');
        String user = at < 0 ? value : value.substring(0, at);
        int plus = user.indexOf('+');
        return plus < 0 ? value : user.substring(0, plus) + (at < 0 ? "" : value.substring(at));
    }

    /** Control characters are always replaced. */
    private String replaced(String value, String always, String unlessRaw) {
        boolean raw = modifiers.contains(Modifier.RAW);
        StringBuilder safe = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean harmful =
                    Character.isISOControl(c) || always.indexOf(c) >= 0 || (!raw && unlessRaw.indexOf(c) >= 0);
            safe.append(harmful ? ':' : c);
        }
        return safe.toString();
    }
}
