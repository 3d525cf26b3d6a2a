package org.waybill.queue.jpa;

import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.envelope.Attempt;
import org.waybill.queue.core.envelope.Ending;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.envelope.EnvelopeState;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.RcptParameters.Notify;
import org.waybill.smtp.ReversePath;

/** A row of {@code envelope}; the sender stands in the message's row. */
@Entity
@Table(name = "envelope")
@IdClass(EnvelopeRowKey.class)
@Access(AccessType.FIELD)
class EnvelopeRow {

    @Id
    @Column(name = "message_id")
    private long messageId;

    @Id
    private int number;

    @Column
    private String recipient;

    /** Bits: {@link #bit}. */
    @Column
    private short notifications;

    @Column(name = "original_recipient")
    private String originalRecipient;

    @Column
    private String destination;

    /** {@link MailAddress#domainKey} of the destination, to find it by. */
    @Column
    private String domain;

    @Column(name = "local_user")
    private String user;

    @Column
    private String ending;

    @Column
    private String action;

    @Column
    @Enumerated(EnumType.STRING)
    private EnvelopeState state;

    @Column(name = "hold_reason")
    private String holdReason;

    @Column(name = "unknown_action")
    private boolean unknownAction;

    private int attempts;
    private long created;
    private long due;
    private long warned;

    @Column(name = "last_result")
    private String lastResult;

    @Column(name = "lease_token")
    private long leaseToken;

    @Column(name = "lease_owner")
    private String leaseOwner;

    @Column(name = "lease_until")
    private long leaseUntil;

    protected EnvelopeRow() {}

    static EnvelopeRow from(Envelope envelope) {
        EnvelopeRow row = new EnvelopeRow();
        row.messageId = envelope.id().message().value();
        row.number = envelope.id().number();
        row.recipient = envelope.recipient().toString();
        row.notifications = (short) envelope.parameters().notifications().stream()
                .mapToInt(EnvelopeRow::bit)
                .sum();
        row.originalRecipient = envelope.parameters().originalRecipient();
        row.destination = envelope.destination().toString();
        row.domain = envelope.destination().domainKey();
        row.user = envelope.user();
        row.ending = envelope.ending().text();
        row.action = envelope.action().value();
        row.state = envelope.state();
        row.holdReason = row.state == EnvelopeState.HELD ? ColumnText.reason(envelope.holdReason()) : "";
        row.attempts = envelope.attempts();
        row.created = envelope.created().toEpochMilli();
        row.due = envelope.due().toEpochMilli();
        row.warned = envelope.warned().toEpochMilli();
        row.lastResult = ColumnText.line(envelope.lastResult());
        row.leaseOwner = "";
        return row;
    }

    Envelope toEnvelope(ReversePath sender) {
        return new Envelope(
                id(),
                sender,
                MailAddress.parse(recipient),
                new RcptParameters(notifications(), originalRecipient),
                MailAddress.parse(destination),
                user,
                Ending.parse(ending),
                new ActionName(action),
                state,
                holdReason,
                attempts,
                Instant.ofEpochMilli(created),
                Instant.ofEpochMilli(due),
                Instant.ofEpochMilli(warned),
                lastResult);
    }

    private Set<Notify> notifications() {
        return Arrays.stream(Notify.values())
                .filter(notify -> (notifications & bit(notify)) != 0)
                .collect(Collectors.toSet());
    }

    private static int bit(Notify notify) {
        return switch (notify) {
            case NEVER -> 1;
            case SUCCESS -> 2;
            case FAILURE -> 4;
            case DELAY -> 8;
        };
    }

    EnvelopeId id() {
        return new EnvelopeId(new MessageId(messageId), number);
    }

    long messageId() {
        return messageId;
    }

    long due() {
        return due;
    }

    int attempts() {
        return attempts;
    }

    boolean isIn(EnvelopeState asked) {
        return state == asked;
    }

    boolean isLeasedUnder(long token) {
        return state == EnvelopeState.LEASED && leaseToken == token;
    }

    /** After an attempt: waits for a later time. */
    void retryAt(Instant time, boolean told, Attempt attempt) {
        attempted(attempt);
        state = EnvelopeState.QUEUED;
        due = time.toEpochMilli();
        warned = told ? due : warned;
        holdReason = "";
    }

    /** After an attempt: waits for an administrator, or for its action's name. */
    void hold(String reason, boolean unknown, Attempt attempt) {
        attempted(attempt);
        state = EnvelopeState.HELD;
        holdReason = ColumnText.reason(reason);
        unknownAction = unknown;
    }

    private void attempted(Attempt attempt) {
        attempts = attempt.number();
        lastResult = ColumnText.line(attempt.reply());
        unknownAction = false;
        leaseToken = 0;
        leaseOwner = "";
        leaseUntil = 0;
    }

    String recipient() {
        return recipient;
    }

    String action() {
        return action;
    }
}
