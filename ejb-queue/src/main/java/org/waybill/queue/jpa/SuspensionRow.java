package org.waybill.queue.jpa;

import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import org.waybill.queue.core.dispatch.Suspension;

/** A row of {@code suspension}; never changed. */
@Entity
@Table(name = "suspension")
@Access(AccessType.FIELD)
class SuspensionRow {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "suspension_id")
    @SequenceGenerator(name = "suspension_id", sequenceName = "suspension_id", allocationSize = 1)
    private long id;

    @Column
    @Enumerated(EnumType.STRING)
    private Suspension.Kind kind;

    @Column(name = "subject")
    private String subject;

    @Column
    private String reason;

    @Column
    private String author;

    private long started;

    private long ends;

    protected SuspensionRow() {}

    static SuspensionRow from(Suspension suspension) {
        SuspensionRow row = new SuspensionRow();
        row.kind = suspension.kind();
        row.subject = suspension.value();
        row.reason = ColumnText.line(suspension.reason());
        row.author = ColumnText.line(suspension.author(), 255);
        row.started = Millis.of(suspension.start());
        row.ends = Millis.of(suspension.end());
        return row;
    }

    Suspension toSuspension() {
        return new Suspension(
                id, kind, subject, reason, author, Instant.ofEpochMilli(started), Instant.ofEpochMilli(ends));
    }
}
