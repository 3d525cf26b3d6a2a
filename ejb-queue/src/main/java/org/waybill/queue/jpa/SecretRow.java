package org.waybill.queue.jpa;

import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** A row of {@code secret_entry}. */
@Entity
@Table(name = "secret_entry")
@IdClass(SecretKey.class)
@Access(AccessType.FIELD)
class SecretRow {

    @Id
    @Column(name = "set_name")
    private String setName;

    @Id
    @Column
    private String label;

    @Column
    private String sealed;

    protected SecretRow() {}

    static SecretRow of(String set, String label, String sealed) {
        SecretRow row = new SecretRow();
        row.setName = set;
        row.label = label;
        row.sealed = sealed;
        return row;
    }

    String label() {
        return label;
    }

    String sealed() {
        return sealed;
    }
}
