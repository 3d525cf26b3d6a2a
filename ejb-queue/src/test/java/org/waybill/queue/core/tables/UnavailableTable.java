package org.waybill.queue.core.tables;

/** A table that cannot be read. */
public record UnavailableTable(String name) implements LookupTable {

    @Override
    public Answer lookup(String key) {
        return new Answer.Unavailable("out of order");
    }

    @Override
    public Answer match(Service service, String key) {
        return lookup(key);
    }

    @Override
    public Contents contents() {
        return new Contents.Unavailable("out of order");
    }
}
