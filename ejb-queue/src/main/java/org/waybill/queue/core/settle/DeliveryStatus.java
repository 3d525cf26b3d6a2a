package org.waybill.queue.core.settle;

import java.time.Instant;
import java.util.List;
import org.waybill.queue.core.deliver.MailDate;
import org.waybill.queue.core.envelope.StoredMessage;
import org.waybill.smtp.MailAddress;

/** The part of a report that is for programs (RFC 3464 §2, RFC 6533 §4). Only addresses may be outside ASCII. */
final class DeliveryStatus {

    /** The type of what a host replied, and that of what we say ourselves (RFC 3464 §2.3.6). */
    private static final String REPLIED = "smtp; ";

    private static final String OURS = "x-waybill; ";

    private final String hostname;
    private final Instant now;
    private final StringBuilder text = new StringBuilder();

    DeliveryStatus(String hostname, Instant now) {
        this.hostname = hostname;
        this.now = now;
    }

    String write(StoredMessage message, List<ReportedRecipient> recipients) {
        String envelopeId = message.parameters().envelopeId();
        if (!envelopeId.isEmpty()) {
            field("Original-Envelope-Id", envelopeId);
        }
        field("Reporting-MTA", "dns; " + hostname);
        field("Arrival-Date", MailDate.of(message.receivedAt()));
        recipients.forEach(this::write);
        return text.toString();
    }

    private void write(ReportedRecipient recipient) {
        text.append("\r\n");
        if (!recipient.original().isEmpty()) {
            field("Original-Recipient", recipient.original().replaceFirst(";", "; "));
        }
        field("Final-Recipient", typed(recipient.recipient()));
        field("Action", recipient.notice().action());
        field("Status", recipient.status().toString());
        String host = recipient.reply().remoteHost();
        if (!host.isEmpty()) {
            field("Remote-MTA", "dns; " + host);
        }
        if (recipient.notice() != Notice.DELIVERED) {
            String type = host.isEmpty() ? OURS : REPLIED;
            text.append(BounceReport.folded(
                    "Diagnostic-Code: " + type, " ", recipient.reply().toSender()));
        }
        field("Last-Attempt-Date", MailDate.of(now));
        if (recipient.notice() == Notice.DELAYED) {
            field("Will-Retry-Until", MailDate.of(recipient.keptUntil()));
        }
    }

    private static String typed(MailAddress address) {
        return (address.isAscii() ? "rfc822; " : "utf-8; ") + address;
    }

    private void field(String name, String value) {
        text.append(name).append(": ").append(value).append("\r\n");
    }
}
