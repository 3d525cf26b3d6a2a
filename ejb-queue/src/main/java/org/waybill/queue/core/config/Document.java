package org.waybill.queue.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The syntax tree of one text. Forms change it and write it back with {@link Formatter}; it keeps comments and blank lines.
 *
 * @param lines in the order of the text; no blank line at the beginning, at the end, or behind another one
 */
public record Document(List<Line> lines) {

    /**
     * A directive with what stands behind it on its line.
     *
     * @param comment with its {@code #}, empty if there is none
     */
    public record Line(Directive directive, String comment) {
        static Line of(Directive directive) {
            return new Line(directive, "");
        }

        boolean isBlank() {
            return directive instanceof Directive.BlankLine;
        }
    }

    public Document {
        lines = withoutIdleBlanks(lines);
    }

    private static List<Line> withoutIdleBlanks(List<Line> lines) {
        List<Line> kept = new ArrayList<>();
        for (Line line : lines) {
            if (!line.isBlank()
                    || (!kept.isEmpty() && !kept.get(kept.size() - 1).isBlank())) {
                kept.add(line);
            }
        }
        if (!kept.isEmpty() && kept.get(kept.size() - 1).isBlank()) {
            kept.remove(kept.size() - 1);
        }
        return List.copyOf(kept);
    }

    /** The directives that this text itself has, in order. */
    public Stream<Directive> directives() {
        return lines.stream().map(Line::directive);
    }

    /** The directives in order, those of included files in the place of their include. */
    public Stream<Directive> allDirectives() {
        return directives()
                .flatMap(directive -> directive instanceof IncludeDirective include
                        ? include.included().allDirectives()
                        : Stream.of(directive));
    }

    /** The actions, those of included files too. */
    public List<ActionDirective> actions() {
        return allDirectives()
                .filter(ActionDirective.class::isInstance)
                .map(ActionDirective.class::cast)
                .toList();
    }

    /** The action of that name; empty if there is none. */
    public Optional<ActionDirective> action(String name) {
        return actions().stream()
                .filter(action -> action.name().value().equals(name))
                .findFirst();
    }

    /** The rules, those of included files too. */
    public List<MatchDirective> rules() {
        return allDirectives()
                .filter(MatchDirective.class::isInstance)
                .map(MatchDirective.class::cast)
                .toList();
    }

    /** Whether this text itself has the action, and no included file, so that it can be edited here. */
    public boolean ownsAction(String name) {
        return directives().anyMatch(directive -> isAction(directive, name));
    }

    /** With another line at the end. */
    public Document withDirective(Directive directive) {
        return withDirective(lines.size(), directive);
    }

    /** With another line before the line of that index. */
    public Document withDirective(int index, Directive directive) {
        List<Line> changed = new ArrayList<>(lines);
        changed.add(index, Line.of(directive));
        return new Document(changed);
    }

    /**
     * With an action changed, renamed or added. A new name reaches the rules of this text that name the action; rules in
     * included files keep the old name, which the check of the whole then reports.
     *
     * @param originalName the name it has now; empty adds a new one behind the last action
     * @throws IllegalArgumentException if {@link #ownsAction} says that there is no action to change
     */
    public Document withAction(String originalName, ActionDirective action) {
        if (originalName.isEmpty()) {
            return withDirective(placeForAction(), action);
        }
        if (!ownsAction(originalName)) {
            throw new IllegalArgumentException("there is no action \"" + originalName + "\" in this text");
        }
        String newName = action.name().value();
        return map(directive -> {
            if (isAction(directive, originalName)) {
                return action;
            }
            boolean renamed = directive instanceof MatchDirective match
                    && match.action().equals(originalName)
                    && !newName.equals(originalName);
            return renamed ? ((MatchDirective) directive).withAction(newName) : directive;
        });
    }

    /** Without the action of that name, if it has one; rules that name it stay as they are. */
    public Document withoutAction(String name) {
        return new Document(
                lines.stream().filter(line -> !isAction(line.directive(), name)).toList());
    }

    /** Behind the last action, else before the first rule, else at the end. */
    private int placeForAction() {
        int place = lines.size();
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).directive() instanceof ActionDirective) {
                return i + 1;
            }
            if (lines.get(i).directive() instanceof MatchDirective) {
                place = i;
            }
        }
        return place;
    }

    private Document map(UnaryOperator<Directive> change) {
        return new Document(lines.stream()
                .map(line -> new Line(change.apply(line.directive()), line.comment()))
                .toList());
    }

    private static boolean isAction(Directive directive, String name) {
        return directive instanceof ActionDirective action
                && action.name().value().equals(name);
    }
}
