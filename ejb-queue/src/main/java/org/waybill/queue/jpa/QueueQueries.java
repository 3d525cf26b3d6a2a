package org.waybill.queue.jpa;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.waybill.queue.console.QueueConsole.AttemptView;
import org.waybill.queue.console.QueueConsole.EnvelopeView;
import org.waybill.queue.console.QueueConsole.Filter;
import org.waybill.queue.console.QueueConsole.MessageView;
import org.waybill.queue.console.QueueConsole.Page;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.envelope.EnvelopeState;
import org.waybill.queue.core.envelope.GivenParameters;
import org.waybill.queue.core.envelope.QueuedMail;
import org.waybill.queue.core.envelope.StoredMessage;
import org.waybill.smtp.MessageId;

/** What the console shows of the queue. Counts walk over an index of the whole queue: not for a hot path. */
public final class QueueQueries {

    private final Supplier<EntityManager> entityManager;
    private final Transactions transactions;

    /** @param entityManager gives the one of the running transaction */
    public QueueQueries(Supplier<EntityManager> entityManager, Transactions transactions) {
        this.entityManager = entityManager;
        this.transactions = transactions;
    }

    private <T> T inNew(Function<EntityManager, T> work) {
        return transactions.inNew(() -> work.apply(entityManager.get()));
    }

    /**
     * One page of envelopes in the order of their ids.
     *
     * @param after the last id of the page before, empty for the first page
     * @param limit 1 to 1000
     * @throws IllegalArgumentException if {@code after} is no envelope id or the state no state
     */
    public Page search(Filter filter, String after, int limit) {
        int size = Math.max(1, Math.min(limit, 1000));
        EnvelopeFilter conditions = EnvelopeFilter.of(filter);
        if (!after.isEmpty()) {
            conditions.after(EnvelopeId.parse(after));
        }
        return inNew(em -> {
            List<EnvelopeRow> rows = conditions
                    .queryForPage(em, "e", EnvelopeRow.class)
                    .setMaxResults(size + 1)
                    .getResultList();
            List<EnvelopeView> views = views(em, rows.subList(0, Math.min(size, rows.size())));
            boolean last = rows.size() <= size;
            // of the rows and not of the views: what was delivered between the two queries is missing among these
            return new Page(views, last ? "" : rows.get(size - 1).id().toString());
        });
    }

    private static List<EnvelopeView> views(EntityManager em, List<EnvelopeRow> rows) {
        return new QueueRows(em)
                .mails(rows).stream()
                        .flatMap(mail -> mail.envelopes().stream())
                        .map(QueueQueries::view)
                        .toList();
    }

    private static EnvelopeView view(Envelope envelope) {
        return new EnvelopeView(
                envelope.id().toString(),
                envelope.id().message().toString(),
                envelope.sender().toString(),
                envelope.recipient().toString(),
                GivenParameters.of(envelope.parameters()),
                envelope.destination().toString(),
                envelope.user(),
                envelope.action().value(),
                envelope.state(),
                envelope.holdReason(),
                envelope.attempts(),
                envelope.created(),
                envelope.due(),
                envelope.lastResult());
    }

    /**
     * A message with what is left of it in the queue and in the history. When it has left the queue, the time of its first
     * attempt stands for the time of its acceptance, and its origin is empty.
     *
     * @throws IllegalArgumentException if the text is no message id
     */
    public Optional<MessageView> message(String messageId) {
        MessageId id = MessageId.parse(messageId);
        return inNew(em -> {
            List<AttemptView> attempts = attempts(em, "a.messageId = :value order by a.id", id.value(), 10_000);
            List<EnvelopeRow> rows = em.createQuery(
                            "select e from EnvelopeRow e where e.messageId = :id order by e.messageId, e.number",
                            EnvelopeRow.class)
                    .setParameter("id", id.value())
                    .getResultList();
            List<QueuedMail> queued = new QueueRows(em).mails(rows);
            if (!queued.isEmpty()) {
                return Optional.of(queued(queued.get(0), attempts));
            }
            return attempts.isEmpty() ? Optional.<MessageView>empty() : Optional.of(gone(id, attempts));
        });
    }

    private static MessageView queued(QueuedMail mail, List<AttemptView> attempts) {
        StoredMessage message = mail.message();
        return new MessageView(
                message.id().toString(),
                message.sender().toString(),
                GivenParameters.of(message.parameters()),
                message.origin(),
                message.receivedAt(),
                message.location().length(),
                mail.envelopes().stream().map(QueueQueries::view).toList(),
                attempts);
    }

    private static MessageView gone(MessageId id, List<AttemptView> attempts) {
        Instant first = attempts.stream()
                .map(AttemptView::startedAt)
                .min(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        return new MessageView(id.toString(), attempts.get(0).sender(), Map.of(), "", first, 0, List.of(), attempts);
    }

    /** The newest attempts that did not deliver, newest first. */
    public List<AttemptView> lastErrors(int limit) {
        return inNew(em -> attempts(em, "a.error = :value order by a.error desc, a.id desc", true, limit));
    }

    private static List<AttemptView> attempts(EntityManager em, String which, Object value, int limit) {
        return em
                .createQuery("select a from AttemptRow a where " + which, AttemptRow.class)
                .setParameter("value", value)
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(AttemptRow::toView)
                .toList();
    }

    /** How many envelopes are in the queue, whatever their state. */
    public long depth() {
        return inNew(em -> em.createQuery("select count(e.number) from EnvelopeRow e", Long.class)
                .getSingleResult());
    }

    /** How many envelopes are in each state; states without one are there too. */
    public Map<EnvelopeState, Long> countsByState() {
        Map<EnvelopeState, Long> counts = new EnumMap<>(EnvelopeState.class);
        for (EnvelopeState state : EnvelopeState.values()) {
            counts.put(state, 0L);
        }
        inNew(em -> em.createQuery(
                                "select e.state, count(e.number) from EnvelopeRow e group by e.state", Object[].class)
                        .getResultList())
                .forEach(columns -> counts.put((EnvelopeState) columns[0], (Long) columns[1]));
        return counts;
    }

    /** How many envelopes name each action, by name. */
    public Map<String, Long> countsByAction() {
        Map<String, Long> counts = new TreeMap<>();
        inNew(em -> em.createQuery(
                                "select e.action, count(e.number) from EnvelopeRow e group by e.action", Object[].class)
                        .getResultList())
                .forEach(columns -> counts.put((String) columns[0], (Long) columns[1]));
        return counts;
    }
}
