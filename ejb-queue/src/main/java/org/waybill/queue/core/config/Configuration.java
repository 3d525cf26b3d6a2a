package org.waybill.queue.core.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waybill.queue.core.action.ActionBook;
import org.waybill.queue.core.action.ActionDefinition;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.rules.Ruleset;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.smtp.listener.ListenerSpec;

/**
 * One revision of the configuration, checked as a whole and immutable. A session reads it once for each mail, a delivery
 * once for each attempt.
 *
 * @param revision its number
 * @param listeners what to listen on
 * @param rules the match rules
 * @param actions by name
 * @param tables by name
 * @param maxMessageSize the largest mail in octets
 * @param queueTtl how long envelopes live whose action says nothing else, or is unknown
 */
public record Configuration(
        long revision,
        List<ListenerSpec> listeners,
        Ruleset rules,
        Map<ActionName, ActionDefinition> actions,
        Map<String, LookupTable> tables,
        long maxMessageSize,
        Duration queueTtl)
        implements ActionBook {

    public Configuration {
        listeners = List.copyOf(listeners);
        actions = Map.copyOf(actions);
        tables = Map.copyOf(tables);
    }

    @Override
    public Optional<ActionDefinition> resolve(ActionName name) {
        return Optional.ofNullable(actions.get(name));
    }
}
