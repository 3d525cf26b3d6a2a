package org.waybill.queue.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.waybill.queue.console.QueueConsole.Filter;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.envelope.EnvelopeState;
import org.waybill.smtp.DomainName;

/**
 * The conditions on an {@code EnvelopeRow e} that a search or an order is made of. What people typed only ever becomes a
 * bound parameter.
 *
 * <p>Results come in the order of the ids. An index on action or state finds few envelopes fast, but many would all be
 * sorted for every page; then it is better to go along the primary key and look at each. So these two conditions come in
 * two forms, and the one with {@code trim} is one that no index answers.
 */
final class EnvelopeFilter {

    private static final int MESSAGE_DIGITS = 16;

    /** A column that an index knows, and the values that it may have. */
    private record OneOf(String column, String parameter, List<?> values) {

        String condition(boolean byIndex) {
            return (byIndex ? column : "trim(" + column + ")") + " in :" + parameter;
        }

        void bind(Query query, boolean byIndex) {
            query.setParameter(
                    parameter,
                    byIndex ? values : values.stream().map(Object::toString).toList());
        }
    }

    private static final int FEW = 2000;

    private final List<OneOf> indexed = new ArrayList<>();
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    /** @throws IllegalArgumentException if the filter's state is not the name of one, or its time no time */
    static EnvelopeFilter of(Filter filter) {
        EnvelopeFilter conditions = new EnvelopeFilter();
        conditions.id(filter.id());
        conditions.sender(filter.sender());
        if (!filter.recipient().isEmpty()) {
            conditions.add(
                    "lower(e.recipient) like :recipient escape '!'",
                    "recipient",
                    LikePattern.of(filter.recipient().toLowerCase(Locale.ROOT)));
        }
        if (!filter.action().isEmpty()) {
            conditions.oneOf("e.action", List.of(filter.action()));
        }
        if (!filter.state().isEmpty()) {
            conditions.in(List.of(EnvelopeState.valueOf(filter.state())));
        }
        if (!filter.domain().isEmpty()) {
            String key = DomainName.toAscii(filter.domain())
                    .orElseGet(() -> filter.domain().toLowerCase(Locale.ROOT));
            conditions.add("e.domain = :domain", "domain", key);
        }
        if (!filter.acceptedBefore().isEmpty()) {
            conditions.add("e.created < :before", "before", millis(filter.acceptedBefore()));
        }
        return conditions;
    }

    private static long millis(String time) {
        try {
            return Millis.of(Instant.parse(time));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'" + time + "' is no time such as 2026-01-31T12:00:00Z", e);
        }
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
                    LikePattern.of(text.toLowerCase(Locale.ROOT)));
        }
    }

    /** Only envelopes in one of these states. */
    EnvelopeFilter in(Collection<EnvelopeState> states) {
        return oneOf("e.state", List.copyOf(states));
    }

    private EnvelopeFilter oneOf(String column, List<?> values) {
        indexed.add(new OneOf(column, "oneOf" + indexed.size(), values));
        return this;
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

    /** A query for columns of the envelopes, in the order of their ids; going along the primary key. */
    <T> TypedQuery<T> query(EntityManager em, String columns, Class<T> type) {
        return query(em, columns, type, false);
    }

    /** The same for a single page: by the index where it is known to find few envelopes. */
    <T> TypedQuery<T> queryForPage(EntityManager em, String columns, Class<T> type) {
        return query(em, columns, type, findsFew(em));
    }

    private <T> TypedQuery<T> query(EntityManager em, String columns, Class<T> type, boolean byIndex) {
        List<String> all = new ArrayList<>(conditions);
        indexed.forEach(oneOf -> all.add(oneOf.condition(byIndex)));
        String where = all.isEmpty() ? "" : " where " + String.join(" and ", all);
        TypedQuery<T> query = em.createQuery(
                "select " + columns + " from EnvelopeRow e" + where + " order by e.messageId, e.number", type);
        parameters.forEach(query::setParameter);
        indexed.forEach(oneOf -> oneOf.bind(query, byIndex));
        return query;
    }

    private boolean findsFew(EntityManager em) {
        if (indexed.isEmpty()) {
            return false;
        }
        List<String> all = indexed.stream().map(oneOf -> oneOf.condition(true)).toList();
        Query query = em.createQuery("select e.state from EnvelopeRow e where " + String.join(" and ", all));
        indexed.forEach(oneOf -> oneOf.bind(query, true));
        return query.setMaxResults(FEW).getResultList().size() < FEW;
    }
}
