package org.waybill.queue.jpa;

import jakarta.persistence.EntityManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Where sealed secrets lie. What is in them is not known here. */
public final class SecretRows {

    private final Supplier<EntityManager> entityManager;
    private final Transactions transactions;

    /** @param entityManager gives the one of the running transaction */
    public SecretRows(Supplier<EntityManager> entityManager, Transactions transactions) {
        this.entityManager = entityManager;
        this.transactions = transactions;
    }

    private <T> T inNew(Function<EntityManager, T> work) {
        return transactions.inNew(() -> work.apply(entityManager.get()));
    }

    public Optional<String> get(String set, String label) {
        return inNew(em -> Optional.ofNullable(em.find(SecretRow.class, new SecretKey(set, label)))
                .map(SecretRow::sealed));
    }

    /** The sealed secrets of a set by their labels, in the order of these. */
    public Map<String, String> all(String set, int most) {
        List<SecretRow> rows = inNew(em -> em.createQuery(
                        "select r from SecretRow r where r.setName = :set order by r.label", SecretRow.class)
                .setParameter("set", set)
                .setMaxResults(most)
                .getResultList());
        Map<String, String> secrets = new LinkedHashMap<>();
        rows.forEach(row -> secrets.put(row.label(), row.sealed()));
        return secrets;
    }

    public void put(String set, String label, String sealed) {
        inNew(em -> em.merge(SecretRow.of(set, label, sealed)));
    }

    /** @return whether it was there */
    public boolean remove(String set, String label) {
        return inNew(em -> em.createQuery("delete from SecretRow r where r.setName = :set and r.label = :label")
                        .setParameter("set", set)
                        .setParameter("label", label)
                        .executeUpdate()
                == 1);
    }
}
