package org.waybill.queue.core.settle;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.waybill.queue.core.deliver.HeaderSection;
import org.waybill.queue.core.deliver.ReplyText;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MessageId;

/**
 * The text of a report to a sender that recipients failed: {@code multipart/report} (RFC 6522) of a text for people, a
 * delivery status for programs (RFC 3464) and the header of the original. It is plain ASCII with lines of less than 998
 * octets, whatever the original or a far server wrote, so every server can take it.
 */
final class BounceReport {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final int LINE = 76;

    private final String hostname;
    private final MessageId id;
    private final Instant now;
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
     * @param arrived when the original was accepted
     * @param header of the original, may be empty
     */
    byte[] write(Instant arrived, MailAddress sender, List<FailedRecipient> failed, HeaderSection header) {
        String people = forPeople(failed);
        String programs = forPrograms(arrived, failed);
        String original = QuotedPrintable.encode(header.toString());
        String boundary = boundary(people + programs + original);

        header(sender, boundary);
        line("This is a report of a mail server about a message that could not be delivered.");
        part(boundary, "text/plain; charset=us-ascii", people);
        part(boundary, "message/delivery-status", programs);
        if (!original.isEmpty()) {
            boundaryLine(boundary);
            line("Content-Type: text/rfc822-headers");
            line("Content-Transfer-Encoding: quoted-printable");
            line("");
            text.append(original);
        }
        line("");
        line("--" + boundary + "--");
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private void header(MailAddress sender, String boundary) {
        line("Date: " + DATE.format(now));
        line("From: Mailer Daemon <MAILER-DAEMON@" + hostname + ">");
        line("To: <" + sender + ">");
        line("Subject: Delivery status notification: failed");
        line("Message-ID: <" + id + ".bounce@" + hostname + ">");
        // RFC 3834 §5: nobody may answer this automatically
        line("Auto-Submitted: auto-replied");
        line("MIME-Version: 1.0");
        line("Content-Type: multipart/report; report-type=delivery-status;");
        line("\tboundary=\"" + boundary + "\"");
        line("");
    }

    private void part(String boundary, String type, String content) {
        boundaryLine(boundary);
        line("Content-Type: " + type);
        line("");
        text.append(content);
    }

    private void boundaryLine(String boundary) {
        line("");
        line("--" + boundary);
    }

    private void line(String line) {
        text.append(line).append("\r\n");
    }

    private String forPeople(List<FailedRecipient> failed) {
        StringBuilder people = new StringBuilder();
        people.append("This is the mail system at ").append(hostname).append(".\r\n\r\n");
        people.append("Your message could not be delivered to the recipients below. No further\r\n");
        people.append("attempt will be made; whoever needs it must send it again.\r\n");
        for (FailedRecipient recipient : failed) {
            people.append("\r\n<").append(recipient.recipient()).append(">\r\n");
            if (!recipient.remoteHost().isEmpty()) {
                people.append("    ").append(recipient.remoteHost()).append(" said:\r\n");
            }
            people.append(folded("    ", "    ", recipient.reply()));
        }
        return people.toString();
    }

    /** RFC 3464 §2.2 and §2.3. */
    private String forPrograms(Instant arrived, List<FailedRecipient> failed) {
        StringBuilder status = new StringBuilder();
        status.append("Reporting-MTA: dns; ").append(hostname).append("\r\n");
        status.append("Arrival-Date: ").append(DATE.format(arrived)).append("\r\n");
        for (FailedRecipient recipient : failed) {
            status.append("\r\nFinal-Recipient: rfc822; ")
                    .append(recipient.recipient())
                    .append("\r\n");
            status.append("Action: failed\r\n");
            status.append("Status: ").append(recipient.status()).append("\r\n");
            if (!recipient.remoteHost().isEmpty()) {
                status.append("Remote-MTA: dns; ")
                        .append(recipient.remoteHost())
                        .append("\r\n");
            }
            status.append(folded("Diagnostic-Code: smtp; ", " ", recipient.reply()));
            status.append("Last-Attempt-Date: ").append(DATE.format(now)).append("\r\n");
        }
        return status.toString();
    }

    /** Breaks at blanks; a word that is too long for that is broken where it must be. */
    private static String folded(String first, String next, String reply) {
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
