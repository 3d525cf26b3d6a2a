package org.waybill.queue.jpa;

import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.waybill.queue.console.QueueConsole.AttemptView;
import org.waybill.queue.core.envelope.Attempt;
import org.waybill.queue.core.envelope.Attempt.Result;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.smtp.MessageId;

/** A row of {@code attempt}, the history; written once. */
@Entity
@Table(name = "attempt")
@Access(AccessType.FIELD)
class AttemptRow {

    /** An order of an administrator is no error. */
    private static final Set<Result> NO_ERROR = Set.of(Result.DELIVERED, Result.DELETED);

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "attempt_id")
    @SequenceGenerator(name = "attempt_id", sequenceName = "attempt_id", allocationSize = 500)
    private long id;

    @Column(name = "message_id")
    private long messageId;

    private int envelope;

    @Column
    private String sender;

    @Column
    private String recipient;

    @Column
    private String action;

    private int number;

    @Column(name = "started_at")
    private long startedAt;

    @Column(name = "duration_ms")
    private long durationMillis;

    private long revision;

    @Column
    private String target;

    @Column
    private String result;

    @Column
    private String reply;

    @Column
    private boolean error;

    protected AttemptRow() {}

    static AttemptRow from(EnvelopeRow envelope, String sender, Attempt attempt) {
        AttemptRow row = new AttemptRow();
        row.messageId = envelope.messageId();
        row.envelope = envelope.id().number();
        row.sender = sender;
        row.recipient = envelope.recipient();
        row.action = envelope.action();
        row.number = attempt.number();
        row.startedAt = attempt.startedAt().toEpochMilli();
        row.durationMillis = attempt.duration().toMillis();
        row.revision = attempt.revision();
        row.target = ColumnText.line(attempt.target());
        row.result = attempt.result().name();
        row.reply = ColumnText.line(attempt.reply());
        row.error = !NO_ERROR.contains(attempt.result());
        return row;
    }

    AttemptView toView() {
        return new AttemptView(
                new EnvelopeId(new MessageId(messageId), envelope).toString(),
                sender,
                recipient,
                action,
                number,
                Instant.ofEpochMilli(startedAt),
                Duration.ofMillis(durationMillis),
                revision,
                target,
                result,
                reply);
    }
}
