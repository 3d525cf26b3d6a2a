package org.waybill.queue.jpa;

import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.waybill.queue.core.envelope.BodyLocation;
import org.waybill.queue.core.envelope.StoredMessage;
import org.waybill.smtp.BodyType;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MailParameters.ReturnedContent;
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

    @Column(name = "body_type")
    @Enumerated(EnumType.STRING)
    private BodyType bodyType;

    @Column(name = "smtp_utf8")
    private boolean smtpUtf8;

    @Column(name = "require_tls")
    private boolean requireTls;

    @Column
    @Enumerated(EnumType.STRING)
    private ReturnedContent returned;

    @Column(name = "envelope_id")
    private String envelopeId;

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
        row.bodyType = message.parameters().body();
        row.smtpUtf8 = message.parameters().smtpUtf8();
        row.requireTls = message.parameters().requireTls();
        row.returned = message.parameters().returned();
        row.envelopeId = message.parameters().envelopeId();
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
                new MailParameters(0, bodyType, smtpUtf8, requireTls, returned, envelopeId),
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
