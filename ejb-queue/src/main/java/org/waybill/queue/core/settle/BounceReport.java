package org.waybill.queue.core.settle;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.waybill.queue.core.deliver.MailDate;
import org.waybill.queue.core.deliver.ReplyText;
import org.waybill.queue.core.envelope.StoredMessage;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MessageId;

/**
 * The text of a report to a sender about recipients: {@code multipart/report} (RFC 6522) of a text for people, a delivery
 * status for programs (RFC 3464) and what is returned of the original. Where addresses are ASCII and only the header is
 * returned it is ASCII with lines of less than 998 octets, whatever the original or a far server wrote, so every server
 * can take it; else it is 8-bit (RFC 6533).
 */
final class BounceReport {

    private static final int LINE = 76;

    private static final String EIGHT_BIT = "8bit";

    private final String hostname;
    private final MessageId id;
    private final Instant now;

    /** One character for each octet. */
    private final StringBuilder text = new StringBuilder();

    /** @param id of the report itself */
    BounceReport(String hostname, MessageId id, Instant now) {
        this.hostname = hostname;
        this.id = id;
        this.now = now;
    }

    /**
     * Writes the report.
     *
     * @param message the original
     * @param recipients at least one
     */
    byte[] write(StoredMessage message, MailAddress sender, List<ReportedRecipient> recipients, Returned original) {
        Part people = part(forPeople(recipients), "text/plain; charset=us-ascii", "text/plain; charset=utf-8");
        Part programs = part(
                new DeliveryStatus(hostname, now).write(message, recipients),
                "message/delivery-status",
                "message/global-delivery-status");
        List<Part> parts = new ArrayList<>(List.of(people, programs));
        if (!original.isNothing()) {
            parts.add(new Part(original.type(), original.encoding(), original.content()));
        }
        String boundary = boundary(parts.stream().map(Part::content).collect(Collectors.joining()));

        header(sender, recipients, boundary, parts.stream().anyMatch(Part::eightBit));
        line("This is a report of a mail server about " + about(recipients));
        parts.forEach(part -> write(boundary, part));
        boundaryLine(boundary + "--");
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String about(List<ReportedRecipient> recipients) {
        return recipients.stream().anyMatch(recipient -> recipient.notice() == Notice.FAILED)
                ? "a message that could not be delivered."
                : "the delivery of a message.";
    }

    private void header(MailAddress sender, List<ReportedRecipient> recipients, String boundary, boolean eightBit) {
        line("Date: " + MailDate.of(now));
        line("From: Mailer Daemon <MAILER-DAEMON@" + hostname + ">");
        line("To: <" + octets(sender.toString()) + ">");
        line("Subject: Delivery status notification: "
                + recipients.stream()
                        .map(ReportedRecipient::notice)
                        .distinct()
                        .sorted()
                        .map(Notice::action)
                        .collect(Collectors.joining(", ")));
        line("Message-ID: <" + id + ".bounce@" + hostname + ">");
        // RFC 3834 §5: nobody may answer this automatically
        line("Auto-Submitted: auto-replied");
        line("MIME-Version: 1.0");
        line("Content-Type: multipart/report; report-type=delivery-status;");
        line("\tboundary=\"" + boundary + "\"");
        if (eightBit) {
            line("Content-Transfer-Encoding: " + EIGHT_BIT);
        }
        line("");
    }

    /**
     * One part of the report.
     *
     * @param encoding empty for what needs none
     * @param content in that encoding, one character for each octet
     */
    private record Part(String type, String encoding, String content) {
        boolean eightBit() {
            return encoding.equals(EIGHT_BIT);
        }
    }

    private static Part part(String text, String asciiType, String utf8Type) {
        String octets = octets(text);
        return octets.equals(text) ? new Part(asciiType, "", text) : new Part(utf8Type, EIGHT_BIT, octets);
    }

    /** The octets of UTF-8; ASCII stays as it is. */
    private static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private void write(String boundary, Part part) {
        boundaryLine(boundary);
        line("Content-Type: " + part.type());
        if (!part.encoding().isEmpty()) {
            line("Content-Transfer-Encoding: " + part.encoding());
        }
        line("");
        text.append(part.content());
    }

    private void boundaryLine(String boundary) {
        line("");
        line("--" + boundary);
    }

    private void line(String line) {
        text.append(line).append("\r\n");
    }

    private String forPeople(List<ReportedRecipient> recipients) {
        StringBuilder people = new StringBuilder("This is the mail system at " + hostname + ".\r\n");
        for (Notice notice : Notice.values()) {
            List<ReportedRecipient> these =
                    recipients.stream().filter(one -> one.notice() == notice).toList();
            if (!these.isEmpty()) {
                people.append("\r\n").append(introduction(notice));
                these.forEach(recipient -> people.append(forPeople(recipient)));
            }
        }
        return people.toString();
    }

    private static String introduction(Notice notice) {
        return switch (notice) {
            case FAILED ->
                """
                Your message could not be delivered to the recipients below. No further\r
                attempt will be made; whoever needs it must send it again.\r
                """;
            case DELAYED ->
                """
                Your message could not be delivered to the recipients below yet. You need not\r
                send it again: it is kept, and further attempts will be made.\r
                """;
            case DELIVERED ->
                """
                Your message was successfully delivered to these recipients.\r
                """;
            case RELAYED ->
                """
                Your message was handed over for the recipients below to mail systems that do\r
                not confirm deliveries. You will not be told when it arrives.\r
                """;
            case NONE -> throw new AssertionError(notice);
        };
    }

    private static String forPeople(ReportedRecipient recipient) {
        String name = "\r\n<" + recipient.recipient() + ">\r\n";
        if (recipient.notice() == Notice.DELIVERED) {
            return name;
        }
        String host = recipient.reply().remoteHost();
        String said = host.isEmpty() ? "" : "    " + host + " said:\r\n";
        String until = recipient.notice() == Notice.DELAYED
                ? "    It is kept until " + MailDate.of(recipient.keptUntil()) + ".\r\n"
                : "";
        return name + said + folded("    ", "    ", recipient.reply().toSender()) + until;
    }

    /** Breaks at blanks; a word that is too long for that is broken where it must be. */
    static String folded(String first, String next, String reply) {
        StringBuilder lines = new StringBuilder();
        StringBuilder line = new StringBuilder(first);
        boolean begun = false;
        for (String word : ReplyText.oneLine(reply).split(" ", -1)) {
            if (begun && line.length() + word.length() >= LINE) {
                lines.append(line).append("\r\n");
                line.setLength(0);
                line.append(next);
                begun = false;
            }
            line.append(begun ? " " : "").append(word);
            begun = true;
        }
        return lines.append(line).append("\r\n").toString();
    }

    /** A boundary that no line of the content can be taken for (RFC 2046 §5.1.1). */
    private String boundary(String content) {
        String boundary = "waybill-" + id;
        for (int i = 1; content.contains("--" + boundary); i++) {
            boundary = "waybill-" + id + "-" + i;
        }
        return boundary;
    }
}
