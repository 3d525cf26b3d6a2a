package org.waybill.queue.jpa;

import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.waybill.queue.core.envelope.BodyLocation;
import org.waybill.queue.core.envelope.StoredMessage;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.ReversePath;

/** A row of {@code message}; written once, deleted with its last envelope. */
@Entity
@Table(name = "message")
@Access(AccessType.FIELD)
class MessageRow {

    @Id
    private long id;

    @Column
    private String sender;

    @Column
    private String origin;

    @Column(name = "received_at")
    private long receivedAt;

    private long segment;

    @Column(name = "body_offset")
    private long bodyOffset;

    @Column(name = "body_length")
    private long bodyLength;

    private int checksum;

    protected MessageRow() {}

    static MessageRow from(StoredMessage message) {
        MessageRow row = new MessageRow();
        row.id = message.id().value();
        row.sender = message.sender().toString();
        row.origin = ColumnText.line(message.origin());
        row.receivedAt = message.receivedAt().toEpochMilli();
        row.segment = message.location().segment();
        row.bodyOffset = message.location().offset();
        row.bodyLength = message.location().length();
        row.checksum = message.location().checksum();
        return row;
    }

    StoredMessage toMessage() {
        return new StoredMessage(
                new MessageId(id),
                sender(),
                origin,
                Instant.ofEpochMilli(receivedAt),
                new BodyLocation(segment, bodyOffset, bodyLength, checksum));
    }

    long id() {
        return id;
    }

    ReversePath sender() {
        return ReversePath.parse(sender);
    }
}
