package org.waybill.queue.jpa;

import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.Locale;
import org.waybill.queue.core.tables.InlineTable;

/** A row of {@code table_entry}. */
@Entity
@Table(name = "table_entry")
@IdClass(TableEntryKey.class)
@Access(AccessType.FIELD)
class TableEntryRow {

    @Id
    @Column(name = "table_name")
    private String tableName;

    @Id
    @Column(name = "lookup_key")
    private String lookupKey;

    @Column(name = "entry_key")
    private String key;

    @Column(name = "entry_value")
    private String value;

    private long position;

    protected TableEntryRow() {}

    static TableEntryRow of(String table, InlineTable.Entry entry, long position) {
        TableEntryRow row = new TableEntryRow();
        row.tableName = table;
        row.lookupKey = lookupKey(entry.key());
        row.position = position;
        row.set(entry);
        return row;
    }

    static String lookupKey(String key) {
        return key.toLowerCase(Locale.ROOT);
    }

    final void set(InlineTable.Entry entry) {
        key = entry.key();
        value = entry.value().equals(entry.key()) ? "" : entry.value();
    }

    String lookupKey() {
        return lookupKey;
    }

    long position() {
        return position;
    }

    InlineTable.Entry toEntry() {
        return value.isEmpty() ? new InlineTable.Entry(key) : new InlineTable.Entry(key, value);
    }
}
