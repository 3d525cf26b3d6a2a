package org.waybill.queue.jpa;

import jakarta.persistence.Query;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.waybill.queue.core.envelope.DueMail;
import org.waybill.queue.core.envelope.LaneKey;
import org.waybill.queue.core.envelope.Milestones;

/** {@link DueMail} as a condition on an {@code EnvelopeRow e}; lanes of one action share a term. */
final class DueCondition {

    private final DueMail which;
    private final Map<Term, List<String>> domains = new LinkedHashMap<>();

    private record Term(String action, boolean everywhere, Milestones milestones) {}

    DueCondition(DueMail which) {
        this.which = which;
        which.leftOut().forEach(this::leaveOut);
    }

    private void leaveOut(LaneKey lane, Milestones milestones) {
        Term term = new Term(lane.action().value(), lane.domain().isEmpty(), milestones);
        domains.computeIfAbsent(term, none -> new ArrayList<>()).add(lane.domain());
    }

    String text() {
        StringBuilder text = new StringBuilder("e.due >= :from and e.due <= :upTo");
        int i = 0;
        for (Term term : domains.keySet()) {
            text.append(" and not (e.action = :outAction").append(i);
            text.append(term.everywhere() ? "" : " and e.domain in :outDomains" + i);
            text.append(" and e.created > :now - ")
                    .append(term.milestones().ttl().toMillis())
                    .append('L');
            for (Duration warnAfter : term.milestones().warnAfter()) {
                String warned = "e.created + " + warnAfter.toMillis() + "L";
                text.append(" and (")
                        .append(warned)
                        .append(" < e.warned or ")
                        .append(warned)
                        .append(" > :now)");
            }
            text.append(')');
            i++;
        }
        return text.toString();
    }

    <Q extends Query> Q bind(Q query) {
        query.setParameter("from", Millis.of(which.from())).setParameter("upTo", Millis.of(which.until()));
        if (!domains.isEmpty()) {
            query.setParameter("now", Millis.of(which.now()));
        }
        int i = 0;
        for (Map.Entry<Term, List<String>> out : domains.entrySet()) {
            query.setParameter("outAction" + i, out.getKey().action());
            if (!out.getKey().everywhere()) {
                query.setParameter("outDomains" + i, out.getValue());
            }
            i++;
        }
        return query;
    }
}
