package org.waybill.queue.core.action;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A path with format specifiers, such as <code>mail/%{rcpt.domain}/%{rcpt.user:lowercase|strip}</code>. What a specifier
 * yields comes from the network, so a value can never leave its component of the path, nor make that component empty, a
 * step up, or a hidden file.
 */
public final class PathTemplate {

    private static final int MAX_LENGTH = 1024;

    private static final List<String> HOMES = List.of("~/", "%{" + FormatSpecifier.HOME + "}/");

    /** Literal text, or a specifier. */
    private record Part(String literal, @Nullable FormatSpecifier specifier) {}

    private final String text;
    private final boolean atHome;
    private final List<List<Part>> components;

    private PathTemplate(String text, boolean atHome, List<List<Part>> components) {
        this.text = text;
        this.atHome = atHome;
        this.components = List.copyOf(components);
    }

    /**
     * Reads a template: components between {@code /}, of literal text and specifiers; {@code %%} is a percent sign. It
     * must begin with a literal component, or at the user's home with {@code ~/} or <code>%{user.directory}/</code>, and no
     * component may be {@code ..}.
     *
     * @throws IllegalArgumentException with a sentence that says what was expected
     */
    public static PathTemplate parse(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "expected a path of 1 to " + MAX_LENGTH + " characters without control characters");
        }
        List<List<Part>> components = new ArrayList<>();
        List<Part> component = new ArrayList<>();
        int home = HOMES.stream()
                .filter(text::startsWith)
                .mapToInt(String::length)
                .findFirst()
                .orElse(0);
        int i = home;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '/') {
                components.add(checked(component, text));
                component = new ArrayList<>();
                i++;
            } else if (c == '%') {
                i = percent(text, i, component);
            } else {
                int end = literalEnd(text, i);
                component.add(new Part(text.substring(i, end), null));
                i = end;
            }
        }
        components.add(checked(component, text));
        if (home == 0) {
            checkBeginning(components, text);
        }
        return new PathTemplate(text, home > 0, components);
    }

    private static int literalEnd(String text, int begin) {
        int end = begin;
        while (end < text.length() && text.charAt(end) != '/' && text.charAt(end) != '%') {
            end++;
        }
        return end;
    }

    private static int percent(String text, int at, List<Part> component) {
        if (text.startsWith("%%", at)) {
            component.add(new Part("%", null));
            return at + 2;
        }
        int end = text.indexOf('}', at);
        if (!text.startsWith("%{", at) || end < 0) {
            throw new IllegalArgumentException(
                    "expected a format specifier such as %{rcpt.user}, or %% for a percent sign," + " at '"
                            + text.substring(at) + "'");
        }
        component.add(new Part("", FormatSpecifier.parse(text.substring(at + 2, end), Set.of())));
        return end + 1;
    }

    private static List<Part> checked(List<Part> component, String text) {
        if (component.size() == 1 && component.get(0).literal().equals("..")) {
            throw new IllegalArgumentException("a path may not go up with '..': '" + text + "'");
        }
        return List.copyOf(component);
    }

    private static void checkBeginning(List<List<Part>> components, String text) {
        List<Part> first =
                components.stream().filter(c -> !c.isEmpty()).findFirst().orElse(List.of());
        if (first.isEmpty() || first.get(0).specifier() != null) {
            throw new IllegalArgumentException(
                    "a path must begin with a fixed name such as mail/, not with a format specifier: '" + text + "'");
        }
    }

    /** Whether the path lies below the user's home. */
    public boolean atHome() {
        return atHome;
    }

    /**
     * The part that no value changes: the directories before the first one with a specifier. It is the administrator's
     * word, and empty if that is the user's home.
     */
    public String fixedPart() {
        if (atHome) {
            return "";
        }
        List<List<Part>> fixed = components.stream()
                .takeWhile(component -> component.stream().allMatch(part -> part.specifier() == null))
                .toList();
        String path = joined(fixed, name -> "");
        return path.isEmpty() && text.startsWith("/") ? "/" : path;
    }

    /**
     * The path for one recipient; below the user's home if {@link #atHome}.
     *
     * @param values the value of a name such as {@code rcpt.user}, empty where there is none (the null sender)
     */
    public String expand(Function<String, String> values) {
        return joined(components, values);
    }

    private static String joined(List<List<Part>> components, Function<String, String> values) {
        StringBuilder path = new StringBuilder();
        String separator = "";
        for (List<Part> component : components) {
            path.append(separator).append(expanded(component, values));
            separator = "/";
        }
        return path.toString();
    }

    private static String expanded(List<Part> component, Function<String, String> values) {
        StringBuilder name = new StringBuilder();
        boolean hasValue = false;
        for (Part part : component) {
            FormatSpecifier specifier = part.specifier();
            if (specifier == null) {
                name.append(part.literal());
                continue;
            }
            hasValue = true;
            String value = specifier.expandInPath(values);
            // a value may not hide the file, nor be the first half of a step up
            name.append(name.isEmpty() && value.startsWith(".") ? ":" + value.substring(1) : value);
        }
        if (hasValue && name.chars().allMatch(c -> c == '.')) {
            // nothing, or dots of the template completed by dots of a value
            name.append(':');
        }
        return name.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PathTemplate template && template.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The template as it was read. */
    @Override
    public String toString() {
        return text;
    }
}
