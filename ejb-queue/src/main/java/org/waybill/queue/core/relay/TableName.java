package org.waybill.queue.core.relay;

import org.waybill.queue.core.tables.LookupTable;

/** How messages name a table. */
final class TableName {

    private TableName() {}

    /** {@code table <name>}; what is written in place has no name. */
    static String of(LookupTable table) {
        return table.name().startsWith("<") ? "the table of the action" : "table <" + table.name() + ">";
    }
}
