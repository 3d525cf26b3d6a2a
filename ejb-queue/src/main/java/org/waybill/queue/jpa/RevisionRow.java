package org.waybill.queue.jpa;

import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.Table;
import java.time.Instant;
import org.waybill.queue.console.ConfigurationConsole.Revision;
import org.waybill.queue.console.ConfigurationConsole.RevisionSummary;

/** A row of {@code configuration_revision}; only {@code active} ever changes. */
@Entity
@Table(name = "configuration_revision")
@Access(AccessType.FIELD)
class RevisionRow {

    @Id
    private long number;

    @Column
    private long parent;

    private long created;

    @Column
    private String author;

    @Column(name = "remark")
    private String comment;

    @Lob
    @Column(name = "content")
    private String text;

    private boolean active;

    protected RevisionRow() {}

    /** A new active revision. */
    static RevisionRow of(long number, long parent, String text, String author, String comment, Instant now) {
        RevisionRow row = new RevisionRow();
        row.number = number;
        row.parent = parent;
        row.created = Millis.of(now);
        row.author = ColumnText.line(author, 255);
        row.comment = ColumnText.line(comment);
        row.text = text;
        row.active = true;
        return row;
    }

    Revision toRevision() {
        return new Revision(new RevisionSummary(number, Instant.ofEpochMilli(created), author, comment, active), text);
    }
}
