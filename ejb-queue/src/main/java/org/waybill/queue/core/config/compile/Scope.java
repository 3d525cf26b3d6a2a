package org.waybill.queue.core.config.compile;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.waybill.queue.core.config.Directive;
import org.waybill.queue.core.config.Operand.Word;
import org.waybill.queue.core.config.Option;
import org.waybill.queue.core.config.Place;
import org.waybill.queue.core.config.Problems;
import org.waybill.queue.core.config.Quantity;
import org.waybill.queue.core.config.SettingDirective;
import org.waybill.queue.core.config.Suggestion;

/**
 * What the compilers of one text share.
 *
 * @param directives all of them, those of included files in their place
 * @param problems what is wrong with the text
 * @param warnings what is wrong outside of it
 */
record Scope(List<Directive> directives, Environment environment, Problems problems, Problems warnings) {

    /** Where a problem of the whole text is reported. */
    static final Place TOP = new Place("", 1, 1);

    Scope {
        directives = List.copyOf(directives);
    }

    /** The directives of one kind, in order. */
    <T extends Directive> Stream<T> each(Class<T> kind) {
        return directives.stream().filter(kind::isInstance).map(kind::cast);
    }

    /** What the statements with this keyword set, in order. */
    Stream<Option> settings(String keyword) {
        return each(SettingDirective.class)
                .filter(setting -> setting.keyword().equals(keyword))
                .map(SettingDirective::option);
    }

    /** The limits of the statements with this keyword; one that is given again replaces the earlier one, as in the reference. */
    Map<String, Integer> limits(String keyword) {
        Map<String, Integer> limits = new HashMap<>();
        settings(keyword).filter(option -> option.phrase().equals("limit")).forEach(option -> {
            for (int i = 0; i + 1 < option.operands().size(); i += 2) {
                limits.put(word(option, i), Quantity.count(word(option, i + 1)));
            }
        });
        return limits;
    }

    private static String word(Option option, int index) {
        return ((Word) option.operands().get(index)).value();
    }

    /** Whether a statement with this keyword could not be read, so that what it would have said is not known. */
    boolean hasUnreadable(String keyword) {
        return each(Directive.Unreadable.class)
                .anyMatch(unreadable -> unreadable.keyword().equals(keyword));
    }

    /** Reports a name that nothing has; unless what has it could not be read, of which a problem already tells. */
    void reportUnknown(String keyword, String what, Word name, Collection<String> known) {
        boolean unreadable = each(Directive.Unreadable.class)
                .anyMatch(broken -> broken.keyword().equals("include")
                        || (broken.keyword().equals(keyword) && broken.name().equals(name.value())));
        if (!unreadable) {
            String guess = Suggestion.forWord(name.value(), known);
            problems.add(
                    name.place(),
                    "there is no " + what + " '" + name.value() + "'",
                    known.isEmpty()
                            ? ""
                            : "one of "
                                    + String.join(", ", known.stream().sorted().toList()),
                    guess.isEmpty() ? "define it with " + keyword + " " + name.value() + " …" : guess);
        }
    }

    /** Reports a second definition. */
    void reportTwice(Place place, String what, Place first) {
        String file = first.file().isEmpty() ? "" : first.file() + ":";
        problems.add(place, what + " is defined twice", "", "the first one stands in line " + file + first.line());
    }
}
