package org.waybill.queue.jpa;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.waybill.queue.console.ConfigurationConsole.Revision;
import org.waybill.queue.console.ConfigurationConsole.RevisionSummary;
import org.waybill.queue.console.ConfigurationConsole.SaveResult;

/** Every configuration text there ever was. Exactly one is active once there is one; texts are checked before they come. */
public final class RevisionStore {

    private final Supplier<EntityManager> entityManager;
    private final Transactions transactions;

    /** @param entityManager gives the one of the running transaction */
    public RevisionStore(Supplier<EntityManager> entityManager, Transactions transactions) {
        this.entityManager = entityManager;
        this.transactions = transactions;
    }

    private <T> T inNew(Function<EntityManager, T> work) {
        return transactions.inNew(() -> work.apply(entityManager.get()));
    }

    /** Empty before the first one was saved. */
    public Optional<Revision> active() {
        return inNew(
                em -> em
                        .createQuery("select r from RevisionRow r where r.active = true", RevisionRow.class)
                        .getResultList()
                        .stream()
                        .findFirst()
                        .map(RevisionRow::toRevision));
    }

    /** The number of the active revision, 0 if there is none: cheap enough to be polled. */
    public long activeNumber() {
        return inNew(RevisionStore::activeNumber);
    }

    private static long activeNumber(EntityManager em) {
        return em
                .createQuery("select r.number from RevisionRow r where r.active = true", Long.class)
                .getResultList()
                .stream()
                .findFirst()
                .orElse(0L);
    }

    public Optional<Revision> get(long number) {
        return inNew(
                em -> Optional.ofNullable(em.find(RevisionRow.class, number)).map(RevisionRow::toRevision));
    }

    /**
     * Revisions without their texts, newest first.
     *
     * @param before only those with a smaller number, 0 for all
     */
    public List<RevisionSummary> history(long before, int limit) {
        return inNew(em -> em
                .createQuery(
                        "select r.number, r.created, r.author, r.comment, r.active from RevisionRow r"
                                + " where r.number < :before order by r.number desc",
                        Object[].class)
                .setParameter("before", before == 0 ? Long.MAX_VALUE : before)
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(columns -> new RevisionSummary(
                        (Long) columns[0],
                        Instant.ofEpochMilli((Long) columns[1]),
                        (String) columns[2],
                        (String) columns[3],
                        (Boolean) columns[4]))
                .toList());
    }

    /**
     * Saves a text and makes it active.
     *
     * @param expectedActive the revision that it was made from, 0 for none
     * @return {@code Saved}, or {@code Conflict} if another revision is active by now
     */
    public SaveResult save(String text, long expectedActive, String author, String comment, Instant now) {
        return inNew(em -> save(em, text, expectedActive, author, comment, now));
    }

    /** Saves the text of a file over whatever is active, and remembers the file's hash, in one transaction. */
    public SaveResult saveImport(String text, String hash, String author, String comment, Instant now) {
        return inNew(em -> {
            em.merge(ImportRow.of(hash));
            return save(em, text, activeNumber(em), author, comment, now);
        });
    }

    private static SaveResult save(
            EntityManager em, String text, long expectedActive, String author, String comment, Instant now) {
        // of two that save at the same time the second one waits here, and then finds that it is no longer active
        int replaced = em.createQuery(
                        "update RevisionRow r set r.active = false where r.number = :parent and r.active = true")
                .setParameter("parent", expectedActive)
                .executeUpdate();
        long active = replaced == 1 ? 0 : activeNumber(em);
        if (active != 0) {
            return new SaveResult.Conflict(active);
        }
        long number = Optional.ofNullable(em.createQuery("select max(r.number) from RevisionRow r", Long.class)
                                .getSingleResult())
                        .orElse(0L)
                + 1;
        em.persist(RevisionRow.of(number, expectedActive, text, author, comment, now));
        return new SaveResult.Saved(number);
    }

    /** The hash of the file that was imported last, empty before the first import. */
    public String importHash() {
        return inNew(em -> Optional.ofNullable(em.find(ImportRow.class, ImportRow.ONLY))
                .map(ImportRow::hash)
                .orElse(""));
    }
}
