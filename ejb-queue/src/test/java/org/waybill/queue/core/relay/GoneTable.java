package org.waybill.queue.core.relay;

import org.waybill.queue.core.tables.LookupTable;

/** A table that cannot be read. */
record GoneTable(String name, String reason) implements LookupTable {

    @Override
    public Answer lookup(String key) {
        return new Answer.Unavailable(reason);
    }

    @Override
    public Answer match(Service service, String key) {
        return new Answer.Unavailable(reason);
    }

    @Override
    public Contents contents() {
        return new Contents.Unavailable(reason);
    }
}
