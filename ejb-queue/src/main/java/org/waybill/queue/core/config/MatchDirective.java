package org.waybill.queue.core.config;

import java.util.List;
import org.waybill.queue.core.config.Operand.Word;

/**
 * {@code match conditions action NAME} or {@code match conditions reject [CODE "text"]}
 *
 * @param conditions in the order of the text
 * @param decision {@code action} or {@code reject}
 * @param remarks its {@code description}, if any
 */
public record MatchDirective(List<Option> conditions, Option decision, List<Option> remarks, Place place)
        implements Directive {

    public MatchDirective {
        conditions = List.copyOf(conditions);
        remarks = List.copyOf(remarks);
    }

    /** The action it chooses; empty for a reject. */
    public String action() {
        return decision.phrase().equals("action") ? decision.value() : "";
    }

    /** The same rule with another action. */
    public MatchDirective withAction(String name) {
        return new MatchDirective(conditions, Option.of("action", Word.quoted(name)), remarks, place);
    }
}
