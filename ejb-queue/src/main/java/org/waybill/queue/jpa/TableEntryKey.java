package org.waybill.queue.jpa;

import java.io.Serializable;
import java.util.Objects;

/** The primary key of {@code table_entry}, in the form that JPA 3.0 demands: a class with public access. */
public class TableEntryKey implements Serializable {

    private static final long serialVersionUID = 1;

    private String tableName = "";
    private String lookupKey = "";

    public TableEntryKey() {}

    TableEntryKey(String tableName, String lookupKey) {
        this.tableName = tableName;
        this.lookupKey = lookupKey;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TableEntryKey key && key.tableName.equals(tableName) && key.lookupKey.equals(lookupKey);
    }

    @Override
    public int hashCode() {
        return Objects.hash(tableName, lookupKey);
    }
}
