package org.waybill.queue.jpa;

import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.waybill.queue.console.QueueConsole.Filter;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.envelope.EnvelopeState;

/**
 * The conditions on an {@code EnvelopeRow e} that a search or an order is made of. What people typed only ever becomes a
 * bound parameter.
 */
final class EnvelopeFilter {

    private static final int MESSAGE_DIGITS = 16;

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    /** @throws IllegalArgumentException if the filter's state is not the name of one */
    static EnvelopeFilter of(Filter filter) {
        EnvelopeFilter conditions = new EnvelopeFilter();
        conditions.id(filter.id());
        conditions.sender(filter.sender());
        if (!filter.recipient().isEmpty()) {
            conditions.add(
                    "lower(e.recipient) like :recipient escape '!'",
                    "recipient",
                    LikePattern.containing(filter.recipient().toLowerCase(Locale.ROOT)));
        }
        if (!filter.action().isEmpty()) {
            conditions.add("e.action = :action", "action", filter.action());
        }
        if (!filter.state().isEmpty()) {
            conditions.add("e.state = :state", "state", EnvelopeState.valueOf(filter.state()));
        }
        return conditions;
    }

    /** The beginning of a message id is a range of ids; an envelope's number counts only as a whole. */
    private void id(String text) {
        if (text.isEmpty()) {
            return;
        }
        if (!text.matches("[0-9a-fA-F]{1,16}|[0-9a-fA-F]{16}\\.[0-9]{0,6}")) {
            conditions.add("1 = 0");
            return;
        }
        int dot = text.indexOf('.');
        String digits = dot < 0 ? text : text.substring(0, dot);
        String open = "0".repeat(MESSAGE_DIGITS - digits.length());
        add("e.messageId >= :idFrom", "idFrom", Long.parseUnsignedLong(digits + open, 16));
        add("e.messageId <= :idTo", "idTo", Long.parseUnsignedLong(digits + open.replace('0', 'f'), 16));
        if (dot >= 0 && dot + 1 < text.length()) {
            add("e.number = :idNumber", "idNumber", Integer.parseInt(text.substring(dot + 1)));
        }
    }

    private void sender(String text) {
        if (text.isEmpty()) {
            return;
        }
        String of = "exists (select m.id from MessageRow m where m.id = e.messageId and ";
        if (text.equals("<>")) {
            conditions.add(of + "m.sender = '')");
        } else {
            add(
                    of + "lower(m.sender) like :sender escape '!')",
                    "sender",
                    LikePattern.containing(text.toLowerCase(Locale.ROOT)));
        }
    }

    /** Only envelopes in one of these states. */
    EnvelopeFilter in(Collection<EnvelopeState> states) {
        return add("e.state in :states", "states", states);
    }

    /** Only what comes after an envelope in the order of the ids; written so that the primary key finds the place. */
    EnvelopeFilter after(EnvelopeId last) {
        add("e.messageId >= :afterMessage", "afterMessage", last.message().value());
        return add("(e.messageId > :afterMessage or e.number > :afterNumber)", "afterNumber", last.number());
    }

    private EnvelopeFilter add(String condition, String name, Object value) {
        conditions.add(condition);
        parameters.put(name, value);
        return this;
    }

    /** The conditions with {@code where} before them, or nothing. */
    String where() {
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    <Q extends Query> Q bind(Q query) {
        parameters.forEach(query::setParameter);
        return query;
    }
}
