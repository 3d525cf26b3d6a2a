package org.waybill.queue.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.envelope.DueMail;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.envelope.EnvelopeState;
import org.waybill.queue.core.envelope.LaneKey;
import org.waybill.queue.core.envelope.Lease;
import org.waybill.queue.core.envelope.MailQueue;
import org.waybill.queue.core.envelope.QueuedMail;
import org.waybill.queue.core.envelope.Settlement;
import org.waybill.queue.core.envelope.Settlement.Move;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.ReversePath;

/**
 * The queue in a database. Every method is a few statements, however many envelopes it is about; times are kept in whole
 * milliseconds.
 *
 * <p>A claim is one conditional update: whoever changes the row from QUEUED to LEASED has it. A settlement locks its rows,
 * and carries out those that are still leased under its token.
 */
public final class JpaMailQueue implements MailQueue {

    private static final int FORGET_AT_ONCE = 5000;

    private final Supplier<EntityManager> entityManager;
    private final Transactions transactions;

    /**
     * @param entityManager gives the one of the running transaction
     * @param transactions for everything but {@link #store}
     */
    public JpaMailQueue(Supplier<EntityManager> entityManager, Transactions transactions) {
        this.entityManager = entityManager;
        this.transactions = transactions;
    }

    private <T> T inNew(Function<EntityManager, T> work) {
        return transactions.inNew(() -> work.apply(entityManager.get()));
    }

    @Override
    public void store(List<QueuedMail> mails) {
        EntityManager em = entityManager.get();
        new QueueRows(em).insert(mails);
        em.flush();
    }

    @Override
    public List<QueuedMail> claimDue(DueMail which, int limit, Lease lease) {
        DueCondition due = new DueCondition(which);
        String order = "e.state, e.due, e.messageId";
        return inNew(em -> claim(em, due.text(), due.text(), order, due::bind, limit, lease));
    }

    @Override
    public List<QueuedMail> claimDue(LaneKey lane, DueMail which, int limit, Lease lease) {
        LaneCondition of = new LaneCondition(lane);
        DueCondition due = new DueCondition(which);
        String found = of.text() + " and " + due.text();
        String leased = of.textWithoutIndex() + " and " + due.text();
        return inNew(em -> claim(em, found, leased, of.order(), query -> due.bind(of.bind(query)), limit, lease));
    }

    @Override
    public Instant dueAfter(Instant from, int envelopes, Instant now) {
        return inNew(em -> em
                .createQuery(
                        "select e.due from EnvelopeRow e where e.state = :queued and e.due >= :from and e.due <= :now"
                                + " order by e.state, e.due",
                        Long.class)
                .setParameter("queued", EnvelopeState.QUEUED)
                .setParameter("from", Millis.of(from))
                .setParameter("now", Millis.of(now))
                .setFirstResult(envelopes - 1)
                .setMaxResults(1)
                .getResultList()
                .stream()
                .findFirst()
                .map(Instant::ofEpochMilli)
                .orElse(now));
    }

    @Override
    public long countDue(LaneKey lane, Instant now) {
        LaneCondition of = new LaneCondition(lane);
        return inNew(em -> of.bind(em.createQuery(
                        "select count(e.number) from EnvelopeRow e where e.state = :queued and e.due <= :now and "
                                + of.text(),
                        Long.class))
                .setParameter("queued", EnvelopeState.QUEUED)
                .setParameter("now", Millis.of(now))
                .getSingleResult());
    }

    /**
     * @param found what to look for, by an index
     * @param leased the same for the messages that were found, which are to be gone to by their ids
     */
    private static List<QueuedMail> claim(
            EntityManager em,
            String found,
            String leased,
            String order,
            UnaryOperator<Query> parameters,
            int limit,
            Lease lease) {
        List<?> ids = parameters
                .apply(em.createQuery("select e.messageId from EnvelopeRow e where e.state = :queued and " + found
                        + " order by " + order))
                .setParameter("queued", EnvelopeState.QUEUED)
                .setMaxResults(limit)
                .getResultList();
        if (ids.isEmpty()) {
            return List.of();
        }
        Set<?> messages = new HashSet<>(ids);
        lease(em, lease, "e.messageId in :messages and " + leased, query -> parameters
                .apply(query)
                .setParameter("messages", messages));
        return oldestFirst(em, leasedRows(em, lease.token(), messages));
    }

    private static void lease(EntityManager em, Lease lease, String which, UnaryOperator<Query> parameters) {
        parameters
                .apply(em.createQuery("update EnvelopeRow e set e.state = :leased, e.leaseToken = :token,"
                        + " e.leaseOwner = :owner, e.leaseUntil = :until where e.state = :queued and " + which))
                .setParameter("leased", EnvelopeState.LEASED)
                .setParameter("token", lease.token())
                .setParameter("owner", lease.owner())
                .setParameter("until", Millis.of(lease.until()))
                .setParameter("queued", EnvelopeState.QUEUED)
                .executeUpdate();
    }

    private static List<EnvelopeRow> leasedRows(EntityManager em, long token, Collection<?> messages) {
        return em.createQuery(
                        "select e from EnvelopeRow e where e.messageId in :messages and e.leaseToken = :token"
                                + " order by e.messageId, e.number",
                        EnvelopeRow.class)
                .setParameter("messages", messages)
                .setParameter("token", token)
                .getResultList();
    }

    /** Messages in the order of their earliest due time. */
    private static List<QueuedMail> oldestFirst(EntityManager em, List<EnvelopeRow> rows) {
        List<QueuedMail> mails = new ArrayList<>(new QueueRows(em).mails(rows));
        mails.sort(Comparator.comparing(JpaMailQueue::earliestDue));
        return mails;
    }

    private static Instant earliestDue(QueuedMail mail) {
        return mail.envelopes().stream()
                .map(envelope -> envelope.due())
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }

    @Override
    public List<QueuedMail> leased(long leaseToken, List<EnvelopeId> envelopes) {
        if (envelopes.isEmpty()) {
            return List.of();
        }
        Set<EnvelopeId> wanted = new HashSet<>(envelopes);
        return inNew(em -> {
            List<EnvelopeRow> rows = leasedRows(em, leaseToken, messages(envelopes)).stream()
                    .filter(row -> row.isLeasedUnder(leaseToken) && wanted.contains(row.id()))
                    .toList();
            return new QueueRows(em).mails(rows);
        });
    }

    private static Set<Long> messages(Collection<EnvelopeId> envelopes) {
        Set<Long> messages = new HashSet<>();
        envelopes.forEach(id -> messages.add(id.message().value()));
        return messages;
    }

    @Override
    public void renew(Set<Long> leaseTokens, Instant until) {
        if (leaseTokens.isEmpty()) {
            return;
        }
        inNew(em -> em.createQuery("update EnvelopeRow e set e.leaseUntil = :until"
                        + " where e.state = :leased and e.leaseToken in :tokens")
                .setParameter("until", Millis.of(until))
                .setParameter("leased", EnvelopeState.LEASED)
                .setParameter("tokens", leaseTokens)
                .executeUpdate());
    }

    @Override
    public List<EnvelopeId> settle(List<Settlement> settlements) {
        return settlements.isEmpty() ? List.of() : inNew(em -> settle(em, settlements));
    }

    private static List<EnvelopeId> settle(EntityManager em, List<Settlement> settlements) {
        QueueRows rows = new QueueRows(em);
        Map<EnvelopeId, EnvelopeRow> locked =
                rows.lock(settlements.stream().map(Settlement::envelope).toList());
        Map<Long, ReversePath> senders = rows.senders(locked.values());
        List<EnvelopeId> done = new ArrayList<>();
        List<EnvelopeRow> removed = new ArrayList<>();
        Map<MessageId, QueuedMail> bounces = new LinkedHashMap<>();
        for (Settlement settlement : settlements) {
            EnvelopeRow row = locked.get(settlement.envelope());
            if (row == null || !row.isLeasedUnder(settlement.leaseToken())) {
                continue;
            }
            ReversePath sender = senders.getOrDefault(row.messageId(), new ReversePath.Null());
            if (settlement.attempt().result().counts()) {
                em.persist(AttemptRow.from(row, sender.toString(), settlement.attempt()));
            }
            if (settlement.move() instanceof Move.Remove) {
                removed.add(row);
                locked.remove(settlement.envelope());
            } else {
                move(row, settlement);
            }
            settlement.bounce().ifPresent(bounce -> bounces.put(bounce.message().id(), bounce));
            done.add(settlement.envelope());
        }
        rows.insert(unknown(em, bounces));
        rows.remove(removed);
        return done;
    }

    private static void move(EnvelopeRow row, Settlement settlement) {
        if (settlement.move() instanceof Move.RetryAt retry) {
            row.retryAt(retry.due(), retry.warned(), settlement.attempt());
        } else if (settlement.move() instanceof Move.Hold hold) {
            row.hold(hold.reason(), hold.unknownAction(), settlement.attempt());
        } else {
            throw new AssertionError(settlement.move());
        }
    }

    /** Without those that an earlier settlement stored: envelopes that share a bounce may be settled apart. */
    private static List<QueuedMail> unknown(EntityManager em, Map<MessageId, QueuedMail> bounces) {
        return bounces.values().stream()
                .filter(bounce ->
                        em.find(MessageRow.class, bounce.message().id().value()) == null)
                .toList();
    }

    @Override
    public void postpone(long leaseToken, Map<Instant, List<EnvelopeId>> byDue) {
        if (byDue.isEmpty()) {
            return;
        }
        inNew(em -> {
            byDue.forEach((due, envelopes) -> postpone(em, leaseToken, due, envelopes));
            return byDue.size();
        });
    }

    private static void postpone(EntityManager em, long leaseToken, Instant due, List<EnvelopeId> envelopes) {
        giveBack(em, leaseToken, ", e.due = :due", envelopes)
                .setParameter("due", Millis.of(due))
                .executeUpdate();
    }

    @Override
    public void giveBack(long leaseToken, List<EnvelopeId> envelopes) {
        if (!envelopes.isEmpty()) {
            inNew(em -> giveBack(em, leaseToken, "", envelopes).executeUpdate());
        }
    }

    private static Query giveBack(EntityManager em, long leaseToken, String change, List<EnvelopeId> envelopes) {
        EnvelopeKeys keys = new EnvelopeKeys(envelopes);
        return keys.bind(em.createQuery("update EnvelopeRow e set e.state = :queued, e.leaseToken = 0L,"
                        + " e.leaseOwner = '', e.leaseUntil = 0L" + change + " where " + keys.condition()
                        + " and e.state = :leased and e.leaseToken = :token"))
                .setParameter("queued", EnvelopeState.QUEUED)
                .setParameter("leased", EnvelopeState.LEASED)
                .setParameter("token", leaseToken);
    }

    @Override
    public int freeExpired(Instant now) {
        return inNew(em -> free(em, "e.leaseUntil <= :limit", Millis.of(now)));
    }

    @Override
    public int freeLeasesOf(String ownerPrefix) {
        return inNew(em -> free(em, "e.leaseOwner like :limit escape '!'", LikePattern.startingWith(ownerPrefix)));
    }

    /** An envelope that was HELD when it was leased (for a bounce by order) still has its reason, and is HELD again. */
    private static int free(EntityManager em, String condition, Object limit) {
        int freed = 0;
        for (EnvelopeState state : List.of(EnvelopeState.HELD, EnvelopeState.QUEUED)) {
            String reason = state == EnvelopeState.HELD ? "e.holdReason <> ''" : "e.holdReason = ''";
            freed += em.createQuery("update EnvelopeRow e set e.state = :state, e.leaseToken = 0L, e.leaseOwner = '',"
                            + " e.leaseUntil = 0L where e.state = :leased and " + reason + " and " + condition)
                    .setParameter("state", state)
                    .setParameter("leased", EnvelopeState.LEASED)
                    .setParameter("limit", limit)
                    .executeUpdate();
        }
        return freed;
    }

    @Override
    public int releaseUnknown(Set<ActionName> known, Instant now) {
        if (known.isEmpty()) {
            return 0;
        }
        return inNew(em -> em.createQuery("update EnvelopeRow e set e.state = :queued, e.due = :now,"
                        + " e.holdReason = '', e.unknownAction = false"
                        + " where e.action in :known and e.state = :held and e.unknownAction = true")
                .setParameter("queued", EnvelopeState.QUEUED)
                .setParameter("now", Millis.of(now))
                .setParameter("known", known.stream().map(ActionName::value).toList())
                .setParameter("held", EnvelopeState.HELD)
                .executeUpdate());
    }

    @Override
    public List<EnvelopeId> heldUnknownSince(Instant createdBefore, int limit) {
        return inNew(em -> em
                .createQuery(
                        "select e.messageId, e.number from EnvelopeRow e"
                                + " where e.state = :held and e.unknownAction = true and e.created < :before order by e.messageId, e.number",
                        Object[].class)
                .setParameter("held", EnvelopeState.HELD)
                .setParameter("before", Millis.of(createdBefore))
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(columns -> new EnvelopeId(new MessageId((Long) columns[0]), (Integer) columns[1]))
                .toList());
    }

    @Override
    public Set<Long> liveSegments() {
        return inNew(em -> new HashSet<>(em.createQuery("select distinct m.segment from MessageRow m", Long.class)
                .getResultList()));
    }

    /** In portions, each in a transaction of its own: a day's history may be millions of rows. */
    @Override
    public int forgetAttemptsBefore(Instant time) {
        int forgotten = 0;
        int portion = FORGET_AT_ONCE;
        while (portion >= FORGET_AT_ONCE) {
            portion = inNew(em -> forgetPortion(em, Millis.of(time)));
            forgotten += portion;
        }
        return forgotten;
    }

    private static int forgetPortion(EntityManager em, long before) {
        List<Long> last = em.createQuery(
                        "select a.startedAt from AttemptRow a where a.startedAt < :before order by a.startedAt",
                        Long.class)
                .setParameter("before", before)
                .setFirstResult(FORGET_AT_ONCE - 1)
                .setMaxResults(1)
                .getResultList();
        return em.createQuery("delete from AttemptRow a where a.startedAt < :before")
                .setParameter("before", last.isEmpty() ? before : last.get(0) + 1)
                .executeUpdate();
    }

    @Override
    public Instant nextDue() {
        return inNew(em -> em
                .createQuery(
                        "select e.due from EnvelopeRow e where e.state = :queued order by e.state, e.due", Long.class)
                .setParameter("queued", EnvelopeState.QUEUED)
                .setMaxResults(1)
                .getResultList()
                .stream()
                .findFirst()
                .map(Instant::ofEpochMilli)
                .orElse(Instant.MAX));
    }
}
