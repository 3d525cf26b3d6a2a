package org.waybill.queue.jpa;

import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.waybill.queue.core.envelope.EnvelopeId;

/**
 * Which envelopes a bulk statement means, in few words: messages whose envelopes have the same numbers share a term, and
 * most messages have the one envelope number 1.
 */
final class EnvelopeKeys {

    private final Map<Long, SortedSet<Integer>> numbers = new TreeMap<>();
    private final Map<SortedSet<Integer>, List<Long>> terms = new LinkedHashMap<>();

    /** @param ids at least one */
    EnvelopeKeys(Collection<EnvelopeId> ids) {
        for (EnvelopeId id : ids) {
            numbers.computeIfAbsent(id.message().value(), none -> new TreeSet<>())
                    .add(id.number());
        }
        numbers.forEach((message, set) ->
                terms.computeIfAbsent(set, none -> new ArrayList<>()).add(message));
    }

    /** The condition on an {@code EnvelopeRow e}. */
    String condition() {
        if (terms.size() == 1) {
            return term(0);
        }
        StringBuilder condition = new StringBuilder("e.messageId in :keyMessages and (");
        for (int i = 0; i < terms.size(); i++) {
            condition.append(i == 0 ? "" : " or ").append('(').append(term(i)).append(')');
        }
        return condition.append(')').toString();
    }

    private static String term(int i) {
        return "e.messageId in :keyMessages" + i + " and e.number in :keyNumbers" + i;
    }

    <Q extends Query> Q bind(Q query) {
        int i = 0;
        for (Map.Entry<SortedSet<Integer>, List<Long>> term : terms.entrySet()) {
            query.setParameter("keyMessages" + i, term.getValue());
            query.setParameter("keyNumbers" + i, List.copyOf(term.getKey()));
            i++;
        }
        if (terms.size() > 1) {
            query.setParameter("keyMessages", List.copyOf(numbers.keySet()));
        }
        return query;
    }
}
