package org.waybill.queue.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.waybill.queue.console.QueueConsole.Filter;
import org.waybill.queue.console.QueueConsole.Preview;
import org.waybill.queue.console.QueueConsole.Selection;
import org.waybill.queue.core.envelope.Attempt;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.envelope.EnvelopeState;
import org.waybill.queue.core.envelope.Lease;
import org.waybill.queue.core.envelope.QueuedMail;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.ReversePath;

/**
 * What administrators order. An order goes over the envelopes that it means in portions, each in a transaction of its own,
 * so that an order about a million of them holds nobody up. Envelopes that are being worked on are left out. An id that is
 * none throws an {@link IllegalArgumentException} before anything is changed.
 */
public final class QueueOrders {

    private static final int PORTION = 1000;
    private static final int MOST_COUNTED = 100_000;
    private static final Set<EnvelopeState> WAITING = Set.of(EnvelopeState.QUEUED, EnvelopeState.HELD);

    private final Supplier<EntityManager> entityManager;
    private final Transactions transactions;

    /** @param entityManager gives the one of the running transaction */
    public QueueOrders(Supplier<EntityManager> entityManager, Transactions transactions) {
        this.entityManager = entityManager;
        this.transactions = transactions;
    }

    /** How many envelopes an order about these states would reach, counted up to {@value #MOST_COUNTED}. */
    public Preview preview(Selection selection, Set<EnvelopeState> states) {
        if (selection instanceof Selection.Matching matching) {
            EnvelopeFilter conditions = EnvelopeFilter.of(matching.filter()).in(states);
            int found = transactions.inNew(() -> conditions
                    .query(entityManager.get(), "e.number", Integer.class)
                    .setMaxResults(MOST_COUNTED + 1)
                    .getResultList()
                    .size());
            return new Preview(Math.min(found, MOST_COUNTED), found <= MOST_COUNTED);
        }
        return new Preview(inPortions(selection, states, (em, ids) -> counted(em, ids, states)), true);
    }

    private static int counted(EntityManager em, List<EnvelopeId> ids, Set<EnvelopeState> states) {
        EnvelopeKeys keys = new EnvelopeKeys(ids);
        return keys.bind(em.createQuery(
                        "select count(e.number) from EnvelopeRow e where " + keys.condition()
                                + " and e.state in :states",
                        Long.class))
                .setParameter("states", states)
                .getSingleResult()
                .intValue();
    }

    /**
     * QUEUED envelopes become due now; those that are due already stay before them.
     *
     * @return how many of both
     */
    public int retry(Selection selection, Instant now) {
        return inPortions(selection, Set.of(EnvelopeState.QUEUED), (em, ids) -> {
            update(em, "e.due = :now", ids, Set.of(EnvelopeState.QUEUED), " and e.due > :now")
                    .setParameter("now", Millis.of(now))
                    .executeUpdate();
            return counted(em, ids, Set.of(EnvelopeState.QUEUED));
        });
    }

    /** QUEUED envelopes become HELD; HELD ones get the new reason and no longer wait for their action's name. */
    public int hold(Selection selection, String reason) {
        return inPortions(selection, WAITING, (em, ids) -> update(
                        em, "e.state = :held, e.holdReason = :reason, e.unknownAction = false", ids, WAITING)
                .setParameter("held", EnvelopeState.HELD)
                .setParameter("reason", ColumnText.reason(reason))
                .executeUpdate());
    }

    /** HELD envelopes become QUEUED and due now. */
    public int release(Selection selection, Instant now) {
        return inPortions(selection, Set.of(EnvelopeState.HELD), (em, ids) -> update(
                        em,
                        "e.state = :queued, e.due = :now, e.holdReason = '', e.unknownAction = false",
                        ids,
                        Set.of(EnvelopeState.HELD))
                .setParameter("queued", EnvelopeState.QUEUED)
                .setParameter("now", Millis.of(now))
                .executeUpdate());
    }

    /** Envelopes leave the queue; the history says who ordered it. */
    public int delete(Selection selection, String author, Instant now) {
        return inPortions(selection, WAITING, (em, ids) -> delete(em, ids, author, now));
    }

    private static int delete(EntityManager em, Collection<EnvelopeId> ids, String author, Instant now) {
        QueueRows rows = new QueueRows(em);
        List<EnvelopeRow> waiting = new ArrayList<>(rows.lock(ids).values());
        waiting.removeIf(row -> row.isIn(EnvelopeState.LEASED));
        Map<Long, ReversePath> senders = rows.senders(waiting);
        for (EnvelopeRow row : waiting) {
            Attempt attempt = new Attempt(
                    row.attempts(), now, Duration.ZERO, 0, "", Attempt.Result.DELETED, "deleted by " + author);
            ReversePath sender = senders.getOrDefault(row.messageId(), new ReversePath.Null());
            em.persist(AttemptRow.from(row, sender.toString(), attempt));
        }
        rows.remove(waiting);
        return waiting.size();
    }

    /**
     * Leases up to {@value #PORTION} of the envelopes whether they are due or not, QUEUED and HELD ones, so that the caller
     * can settle them as failed; to be called again until nothing comes. A HELD envelope whose lease expires before it was
     * settled is HELD again.
     *
     * @param lease a token of its own for each call
     */
    public List<QueuedMail> claimForBounce(Selection selection, Lease lease) {
        Portions portions = portions(selection, WAITING);
        List<QueuedMail> claimed = List.of();
        while (claimed.isEmpty() && portions.next()) {
            claimed = transactions.inNew(() -> claim(entityManager.get(), portions.current(), lease));
        }
        return claimed;
    }

    private static List<QueuedMail> claim(EntityManager em, List<EnvelopeId> ids, Lease lease) {
        update(
                        em,
                        "e.state = :leased, e.leaseToken = :token, e.leaseOwner = :owner, e.leaseUntil = :until",
                        ids,
                        WAITING)
                .setParameter("leased", EnvelopeState.LEASED)
                .setParameter("token", lease.token())
                .setParameter("owner", lease.owner())
                .setParameter("until", Millis.of(lease.until()))
                .executeUpdate();
        EnvelopeKeys keys = new EnvelopeKeys(ids);
        List<EnvelopeRow> rows = keys.bind(em.createQuery(
                        "select e from EnvelopeRow e where " + keys.condition()
                                + " and e.leaseToken = :token order by e.messageId, e.number",
                        EnvelopeRow.class))
                .setParameter("token", lease.token())
                .getResultList();
        return new QueueRows(em).mails(rows);
    }

    private static Query update(
            EntityManager em, String change, Collection<EnvelopeId> ids, Set<EnvelopeState> states) {
        return update(em, change, ids, states, "");
    }

    private static Query update(
            EntityManager em, String change, Collection<EnvelopeId> ids, Set<EnvelopeState> states, String condition) {
        EnvelopeKeys keys = new EnvelopeKeys(ids);
        return keys.bind(em.createQuery("update EnvelopeRow e set " + change + " where " + keys.condition()
                        + " and e.state in :states" + condition))
                .setParameter("states", states);
    }

    /** One portion of an order, in a transaction; how many envelopes it changed. */
    private interface Order {
        int carryOut(EntityManager em, List<EnvelopeId> ids);
    }

    private int inPortions(Selection selection, Set<EnvelopeState> states, Order order) {
        Portions portions = portions(selection, states);
        int changed = 0;
        while (portions.next()) {
            changed += transactions.inNew(() -> order.carryOut(entityManager.get(), portions.current()));
        }
        return changed;
    }

    private Portions portions(Selection selection, Set<EnvelopeState> states) {
        if (selection instanceof Selection.Ids named) {
            return new NamedPortions(named.envelopeIds().stream()
                    .map(EnvelopeId::parse)
                    .distinct()
                    .toList());
        }
        if (selection instanceof Selection.Matching matching) {
            return new FoundPortions(matching.filter(), states);
        }
        throw new AssertionError(selection);
    }

    /** The envelopes of an order, some at a time. */
    private interface Portions {
        boolean next();

        List<EnvelopeId> current();
    }

    private static final class NamedPortions implements Portions {
        private final List<EnvelopeId> ids;
        private int from;
        private int to;

        NamedPortions(List<EnvelopeId> ids) {
            this.ids = ids;
        }

        @Override
        public boolean next() {
            from = to;
            to = Math.min(ids.size(), from + PORTION);
            return from < to;
        }

        @Override
        public List<EnvelopeId> current() {
            return ids.subList(from, to);
        }
    }

    /** In the order of the ids, so that no envelope comes twice whatever the order makes of it. */
    private final class FoundPortions implements Portions {
        private final Filter filter;
        private final Set<EnvelopeState> states;
        private List<EnvelopeId> current = List.of();

        FoundPortions(Filter filter, Set<EnvelopeState> states) {
            this.filter = filter;
            this.states = states;
        }

        @Override
        public boolean next() {
            EnvelopeFilter conditions = EnvelopeFilter.of(filter).in(states);
            if (!current.isEmpty()) {
                conditions.after(current.get(current.size() - 1));
            }
            current = transactions.inNew(() -> find(entityManager.get(), conditions));
            return !current.isEmpty();
        }

        @Override
        public List<EnvelopeId> current() {
            return current;
        }
    }

    private static List<EnvelopeId> find(EntityManager em, EnvelopeFilter conditions) {
        return conditions
                .query(em, "e.messageId, e.number", Object[].class)
                .setMaxResults(PORTION)
                .getResultList()
                .stream()
                .map(columns -> new EnvelopeId(new MessageId((Long) columns[0]), (Integer) columns[1]))
                .toList();
    }
}
