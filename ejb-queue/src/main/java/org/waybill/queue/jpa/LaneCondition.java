package org.waybill.queue.jpa;

import jakarta.persistence.Query;
import java.time.Instant;
import org.waybill.queue.core.envelope.LaneKey;

/**
 * What is due of a lane, as a condition on an {@code EnvelopeRow e}. A lane for all domains is not known to the index of
 * lanes, in which the domain stands before the due time; the action is trimmed, so that the index by due time is taken.
 */
record LaneCondition(LaneKey lane, Instant now) {

    private boolean everywhere() {
        return lane.domain().isEmpty();
    }

    String text() {
        String which = everywhere() ? "trim(e.action) = :action" : "e.action = :action and e.domain = :domain";
        return which + " and e.due <= :now";
    }

    /** Oldest first, in the order of an index. */
    String order() {
        return everywhere() ? "e.state, e.due, e.messageId" : "e.action, e.state, e.domain, e.due";
    }

    <Q extends Query> Q bind(Q query) {
        query.setParameter("action", lane.action().value()).setParameter("now", Millis.of(now));
        if (!everywhere()) {
            query.setParameter("domain", lane.domain());
        }
        return query;
    }
}
