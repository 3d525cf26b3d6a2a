package org.waybill.queue.console;

import java.util.List;

/**
 * The tables whose entries administrators edit: those of kind {@code db:}, and credentials of kind {@code secret:}, which
 * can be written and never read. Changes count at the next look-up, and are written to the log with their author.
 */
public interface TablesConsole {

    /** The tables that have entries or are named by the active configuration, in the order of their names. */
    List<TableView> tables();

    /**
     * One page of entries in their order.
     *
     * @param after what the page before gave as its next, 0 for the first page
     * @param limit 1 to 1000
     */
    EntryPage entries(String table, long after, int limit);

    /**
     * Adds an entry behind the others, or changes the one of that key.
     *
     * @param value empty for an entry of a list
     * @throws IllegalArgumentException with a sentence if a name, a key or a value is none
     */
    void put(String table, String key, String value, String author);

    /** @return whether it was there */
    boolean remove(String table, String key, String author);

    /**
     * Puts the entries of a text, in the form of a table's file, in the place of all there are.
     *
     * @return how many there are now
     * @throws IllegalArgumentException with the line and what is wrong there; then nothing was changed
     */
    int replace(String table, String text, String author);

    /** The labels of a set of credentials, in their order. */
    List<String> labels(String set);

    /**
     * Writes the credentials of a label.
     *
     * @throws IllegalArgumentException with a sentence if a name, a label, a user or a password is none
     */
    void putSecret(String set, String label, String user, String password, String author);

    /** @return whether they were there */
    boolean removeSecret(String set, String label, String author);

    /**
     * One table.
     *
     * @param entries how many
     * @param configured whether the active configuration names it
     */
    record TableView(String name, long entries, boolean configured) {}

    /** @param value the key itself for an entry of a list */
    record EntryView(String key, String value) {}

    /** @param next what to give as {@code after} for the next page, 0 on the last one */
    record EntryPage(List<EntryView> entries, long next) {
        public EntryPage {
            entries = List.copyOf(entries);
        }
    }
}
