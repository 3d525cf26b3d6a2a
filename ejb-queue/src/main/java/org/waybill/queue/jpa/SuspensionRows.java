package org.waybill.queue.jpa;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.waybill.queue.core.dispatch.Suspension;

/** The suspensions, for all nodes; each keeps them in memory and reads them again. */
public final class SuspensionRows {

    private final Supplier<EntityManager> entityManager;
    private final Transactions transactions;

    /** @param entityManager gives the one of the running transaction */
    public SuspensionRows(Supplier<EntityManager> entityManager, Transactions transactions) {
        this.entityManager = entityManager;
        this.transactions = transactions;
    }

    /** Those that have not ended, in the order in which they began. */
    public List<Suspension> inForce(Instant now) {
        return transactions.inNew(() -> entityManager
                .get()
                .createQuery("select s from SuspensionRow s where s.ends > :now order by s.id", SuspensionRow.class)
                .setParameter("now", Millis.of(now))
                .getResultList()
                .stream()
                .map(SuspensionRow::toSuspension)
                .toList());
    }

    /** Writes one, whatever its id; returns it with its own. */
    public Suspension add(Suspension suspension) {
        return transactions.inNew(() -> {
            SuspensionRow row = SuspensionRow.from(suspension);
            entityManager.get().persist(row);
            entityManager.get().flush();
            return row.toSuspension();
        });
    }

    /** Deletes one; empty if it was not there. */
    public Optional<Suspension> remove(long id) {
        return transactions.inNew(() -> {
            Optional<SuspensionRow> row =
                    Optional.ofNullable(entityManager.get().find(SuspensionRow.class, id));
            row.ifPresent(entityManager.get()::remove);
            return row.map(SuspensionRow::toSuspension);
        });
    }

    /** Deletes those that ended before a time. */
    public int forgetEndedBefore(Instant time) {
        return transactions.inNew(() -> entityManager
                .get()
                .createQuery("delete from SuspensionRow s where s.ends < :time")
                .setParameter("time", Millis.of(time))
                .executeUpdate());
    }
}
