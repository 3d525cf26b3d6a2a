package org.waybill.queue.core.tables;

import java.util.List;

/** A table whose entries stand in the configuration itself: immutable, always available. */
public final class InlineTable implements LookupTable {

    private final String name;
    private final List<Entry> entries;
    private final TableEntries index;

    /** @param name its name, {@code <anonymous>} for a list written in place */
    public InlineTable(String name, List<Entry> entries) {
        this.name = name;
        this.entries = List.copyOf(entries);
        this.index = new TableEntries(
                this.entries, this.entries.stream().map(Entry::key).toList());
    }

    /** A list: every value is its own key. */
    public static InlineTable listOf(String name, List<String> values) {
        return new InlineTable(name, values.stream().map(Entry::new).toList());
    }

    @Override
    public String name() {
        return name;
    }

    /** The entries in their order. */
    public List<Entry> entries() {
        return entries;
    }

    @Override
    public Answer lookup(String key) {
        return index.lookup(key);
    }

    @Override
    public Answer match(Service service, String key) {
        return index.match(service, key);
    }

    @Override
    public Contents contents() {
        return new Contents.Values(entries.stream().map(Entry::value).toList());
    }

    /**
     * Which entries cannot be used for a service, so that a configuration can be refused before it is active.
     *
     * @return a sentence for each such entry, empty if all are good
     */
    public List<String> faults(Service service) {
        return index.faults(service);
    }

    /**
     * One entry.
     *
     * @param key what is looked up, not empty
     * @param value what is found; the key itself in a list
     */
    public record Entry(String key, String value) {
        public Entry {
            if (key.isEmpty()) {
                throw new IllegalArgumentException("an entry of a table has a key");
            }
        }

        /** An entry of a list. */
        public Entry(String listed) {
            this(listed, listed);
        }
    }
}
