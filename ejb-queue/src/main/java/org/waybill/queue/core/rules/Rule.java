package org.waybill.queue.core.rules;

import java.util.List;

/**
 * One match rule.
 *
 * @param conditions all of them must hold
 * @param decision what follows then: {@link Decision.Take} or {@link Decision.Reject}
 * @param line where it stands in the configuration, from 1
 */
public record Rule(List<Condition> conditions, Decision decision, int line) {
    public Rule {
        conditions = List.copyOf(conditions);
    }
}
