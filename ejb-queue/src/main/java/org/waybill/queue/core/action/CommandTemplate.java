package org.waybill.queue.core.action;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A command for {@code /bin/sh -c} with format specifiers. What a specifier yields comes from the network, so it never
 * becomes a part of the command's text: a variable of the shell's stands in its place, quoted as the place demands, outside
 * of the command's own quotes and within them.
 */
public final class CommandTemplate {

    private static final Set<String> OF_COMMANDS = Set.of(FormatSpecifier.HOME);

    private static final Set<String> OF_WRAPPERS = Set.of(FormatSpecifier.HOME, FormatSpecifier.COMMAND);

    private sealed interface Part {

        record Literal(String text) implements Part {}

        record Value(FormatSpecifier specifier) implements Part {}
    }

    private final String text;
    private final List<Part> parts;

    private CommandTemplate(String text, List<Part> parts) {
        this.text = text;
        this.parts = List.copyOf(parts);
    }

    /**
     * Reads a command.
     *
     * @throws IllegalArgumentException with a sentence that says what was expected
     */
    public static CommandTemplate parse(String text) {
        return parse(text, OF_COMMANDS);
    }

    /**
     * Reads a command that may stand around another one, <code>%{mda}</code>.
     *
     * @throws IllegalArgumentException with a sentence that says what was expected
     */
    public static CommandTemplate parseWrapper(String text) {
        return parse(text, OF_WRAPPERS);
    }

    private static CommandTemplate parse(String text, Set<String> more) {
        List<Part> parts = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            if (text.startsWith("%{", i)) {
                int end = text.indexOf('}', i);
                if (end < 0) {
                    throw new IllegalArgumentException("expected '}' at the end of '" + text.substring(i) + "'");
                }
                parts.add(new Part.Value(FormatSpecifier.parse(text.substring(i + 2, end), more)));
                i = end + 1;
            } else {
                // any other percent sign is the command's own, as in date +%s
                int next = text.startsWith("%%", i) ? i + 2 : literalEnd(text, i);
                parts.add(new Part.Literal(text.startsWith("%%", i) ? "%" : text.substring(i, next)));
                i = next;
            }
        }
        CommandTemplate template = new CommandTemplate(text, parts);
        // says now what could not be done later
        template.expand(name -> "", new ShellCommand("true", List.of()));
        return template;
    }

    private static int literalEnd(String text, int begin) {
        int next = text.indexOf('%', begin + 1);
        return next < 0 ? text.length() : next;
    }

    /** The command for one recipient. */
    public ShellCommand expand(UnaryOperator<String> values) {
        return expand(values, new ShellCommand("", List.of()));
    }

    /** This command with another one for <code>%{mda}</code>. */
    public ShellCommand around(ShellCommand inner, UnaryOperator<String> values) {
        return expand(values, inner);
    }

    private ShellCommand expand(UnaryOperator<String> values, ShellCommand inner) {
        if (parts.stream().noneMatch(Part.Value.class::isInstance)) {
            return new ShellCommand(literals(), List.of());
        }
        ShellQuoting quoting = new ShellQuoting();
        StringBuilder command = new StringBuilder();
        List<String> parameters = new ArrayList<>(inner.values());
        for (Part part : parts) {
            if (part instanceof Part.Literal literal) {
                quoting.read(literal.text());
                command.append(literal.text());
            } else if (part instanceof Part.Value value
                    && value.specifier().name().equals(FormatSpecifier.COMMAND)) {
                command.append(unquoted(inner, quoting));
            } else if (part instanceof Part.Value value) {
                String expanded = value.specifier().expandInCommand(values);
                parameters.add(quoting.beginsArgument() ? noOption(expanded) : expanded);
                command.append(quoting.insert(ShellCommand.variable(parameters.size())));
            }
        }
        quoting.end();
        return new ShellCommand(command.toString(), parameters);
    }

    private static String unquoted(ShellCommand inner, ShellQuoting quoting) {
        if (!quoting.plain()) {
            throw new IllegalArgumentException("%{mda} is a command and cannot stand between quotes");
        }
        return inner.text();
    }

    /** A value from the network may not be an option of the command that gets it. */
    private static String noOption(String value) {
        return value.startsWith("-") ? ":" + value.substring(1) : value;
    }

    private String literals() {
        StringBuilder command = new StringBuilder();
        parts.forEach(part -> command.append(((Part.Literal) part).text()));
        return command.toString();
    }

    /** The template as it was read. */
    @Override
    public String toString() {
        return text;
    }
}
