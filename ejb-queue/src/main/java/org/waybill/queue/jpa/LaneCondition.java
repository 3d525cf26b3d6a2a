package org.waybill.queue.jpa;

import jakarta.persistence.Query;
import org.waybill.queue.core.envelope.LaneKey;

/**
 * Which envelopes are of a lane, as a condition on an {@code EnvelopeRow e}. A lane for all domains is not known to the
 * index of lanes, in which the domain stands before the due time; the action is trimmed where that index is not to be taken.
 */
record LaneCondition(LaneKey lane) {

    private boolean everywhere() {
        return lane.domain().isEmpty();
    }

    String text() {
        return everywhere() ? textWithoutIndex() : "e.action = :action and e.domain = :domain";
    }

    String textWithoutIndex() {
        return "trim(e.action) = :action" + (everywhere() ? "" : " and e.domain = :domain");
    }

    /** Oldest first, in the order of an index. */
    String order() {
        return everywhere() ? "e.state, e.due, e.messageId" : "e.action, e.state, e.domain, e.due";
    }

    <Q extends Query> Q bind(Q query) {
        query.setParameter("action", lane.action().value());
        if (!everywhere()) {
            query.setParameter("domain", lane.domain());
        }
        return query;
    }
}
