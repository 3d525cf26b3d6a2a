package org.waybill.queue.jpa;

import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The one row of {@code configuration_import}. */
@Entity
@Table(name = "configuration_import")
@Access(AccessType.FIELD)
class ImportRow {

    static final int ONLY = 1;

    @Id
    private int id;

    @Column
    private String hash;

    protected ImportRow() {}

    static ImportRow of(String hash) {
        ImportRow row = new ImportRow();
        row.id = ONLY;
        row.hash = hash;
        return row;
    }

    int id() {
        return id;
    }

    String hash() {
        return hash;
    }
}
