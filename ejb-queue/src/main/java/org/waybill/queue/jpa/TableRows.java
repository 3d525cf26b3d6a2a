package org.waybill.queue.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.waybill.queue.console.TablesConsole.EntryPage;
import org.waybill.queue.console.TablesConsole.EntryView;
import org.waybill.queue.core.tables.InlineTable;

/** The entries of the tables of kind {@code db:}. A key is there once, in whatever case it is written. */
public final class TableRows {

    /** So many rows are written before the memory of them is given back. */
    private static final int BATCH = 1000;

    private final Supplier<EntityManager> entityManager;
    private final Transactions transactions;

    /** @param entityManager gives the one of the running transaction */
    public TableRows(Supplier<EntityManager> entityManager, Transactions transactions) {
        this.entityManager = entityManager;
        this.transactions = transactions;
    }

    private <T> T inNew(Function<EntityManager, T> work) {
        return transactions.inNew(() -> work.apply(entityManager.get()));
    }

    /**
     * The value of the first of these keys that is there.
     *
     * @param keys in lower case
     */
    public Optional<String> first(String table, List<String> keys) {
        Map<String, String> found = inNew(em -> em.createQuery(
                        "select r from TableEntryRow r where r.tableName = :table and r.lookupKey in :keys",
                        TableEntryRow.class)
                .setParameter("table", table)
                .setParameter("keys", keys)
                .getResultStream()
                .collect(Collectors.toMap(
                        TableEntryRow::lookupKey, row -> row.toEntry().value())));
        return keys.stream().flatMap(key -> Stream.ofNullable(found.get(key))).findFirst();
    }

    /** The entries in their order, at most so many. */
    public List<InlineTable.Entry> entries(String table, int most) {
        return inNew(em -> ordered(em, table, Long.MIN_VALUE, most)
                .getResultStream()
                .map(TableEntryRow::toEntry)
                .toList());
    }

    private static TypedQuery<TableEntryRow> ordered(EntityManager em, String table, long after, int most) {
        return em.createQuery(
                        "select r from TableEntryRow r where r.tableName = :table and r.position > :after"
                                + " order by r.position",
                        TableEntryRow.class)
                .setParameter("table", table)
                .setParameter("after", after)
                .setMaxResults(most);
    }

    /**
     * One page of entries in their order.
     *
     * @param after what the page before gave as its next, 0 for the first page
     */
    public EntryPage page(String table, long after, int limit) {
        List<TableEntryRow> rows =
                inNew(em -> ordered(em, table, after, limit + 1).getResultList());
        List<TableEntryRow> shown = rows.subList(0, Math.min(limit, rows.size()));
        return new EntryPage(
                shown.stream()
                        .map(TableEntryRow::toEntry)
                        .map(entry -> new EntryView(entry.key(), entry.value()))
                        .toList(),
                rows.size() > limit ? shown.get(limit - 1).position() : 0);
    }

    /** How many entries each table has; a table without entries is not among them. */
    public Map<String, Long> sizes() {
        return inNew(em -> em.createQuery(
                        "select r.tableName, count(r) from TableEntryRow r group by r.tableName", Object[].class)
                .getResultStream()
                .collect(Collectors.toMap(
                        columns -> (String) columns[0], columns -> (Long) columns[1], Long::sum, TreeMap::new)));
    }

    /** Adds an entry behind the others, or changes the one of that key in its place. */
    public void put(String table, InlineTable.Entry entry) {
        inNew(em -> {
            TableEntryRow row =
                    em.find(TableEntryRow.class, new TableEntryKey(table, TableEntryRow.lookupKey(entry.key())));
            if (row != null) {
                row.set(entry);
            } else {
                em.persist(TableEntryRow.of(table, entry, last(em, table) + 1));
            }
            return entry;
        });
    }

    private static long last(EntityManager em, String table) {
        return Optional.ofNullable(em.createQuery(
                                "select max(r.position) from TableEntryRow r where r.tableName = :table", Long.class)
                        .setParameter("table", table)
                        .getSingleResult())
                .orElse(0L);
    }

    /** @return whether it was there */
    public boolean remove(String table, String key) {
        return inNew(
                em -> em.createQuery("delete from TableEntryRow r where r.tableName = :table and r.lookupKey = :key")
                                .setParameter("table", table)
                                .setParameter("key", TableEntryRow.lookupKey(key))
                                .executeUpdate()
                        == 1);
    }

    /**
     * Puts these entries in the place of all there are, at one blow. Of two with the same key the later one counts.
     *
     * @return how many there are now
     */
    public int replace(String table, List<InlineTable.Entry> entries) {
        Map<String, InlineTable.Entry> last = new LinkedHashMap<>();
        entries.forEach(entry -> last.put(TableEntryRow.lookupKey(entry.key()), entry));
        return inNew(em -> {
            em.createQuery("delete from TableEntryRow r where r.tableName = :table")
                    .setParameter("table", table)
                    .executeUpdate();
            long position = 0;
            for (InlineTable.Entry entry : last.values()) {
                em.persist(TableEntryRow.of(table, entry, ++position));
                if (position % BATCH == 0) {
                    em.flush();
                    em.clear();
                }
            }
            return last.size();
        });
    }
}
