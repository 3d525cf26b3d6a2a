package org.waybill.queue.core.settle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.BodyPart;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.deliver.BodiesInMemory;
import org.waybill.queue.core.deliver.HeaderSection;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.smtp.EnhancedStatus;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MessageId;

class BounceReportTest {

    private static final MessageId ID = MessageId.parse("00000000000000aa");
    private static final MailAddress SENDER = MailAddress.parse("alice@example.com");

    private static String write(String header, FailedRecipient... failed) throws IOException {
        HeaderSection section = HeaderSection.of(BodiesInMemory.body(header + "\r\nbody\r\n"), 65536);
        byte[] report = new BounceReport("mx.waybill.test", ID, Instant.parse("2026-03-05T12:00:00Z"))
                .write(TestMail.ACCEPTED, SENDER, List.of(failed), section);
        return new String(report, StandardCharsets.ISO_8859_1);
    }

    private static FailedRecipient bob(String reply) {
        return new FailedRecipient(
                MailAddress.parse("bob@example.org"), EnhancedStatus.parse("5.1.1"), reply, "mx.example.org");
    }

    private static MimeMessage parse(String report) throws Exception {
        return new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(report.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static MimeMultipart parts(String report) throws Exception {
        MimeMessage message = parse(report);
        return new MimeMultipart(new ByteArrayDataSource(message.getRawInputStream(), message.getContentType()));
    }

    private static byte[] decoded(BodyPart part) throws Exception {
        return part.getInputStream().readAllBytes();
    }

    @Test
    void isTheKnownText() throws IOException {
        String report = write("Subject: hello\r\nFrom: alice@example.com\r\n", bob("550 5.1.1 No such user"));
        assertEquals(
                """
                Date: Thu, 5 Mar 2026 12:00:00 +0000
                From: Mailer Daemon <MAILER-DAEMON@mx.waybill.test>
                To: <alice@example.com>
                Subject: Delivery status notification: failed
                Message-ID: <00000000000000aa.bounce@mx.waybill.test>
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status;
                \tboundary="waybill-00000000000000aa"

                This is a report of a mail server about a message that could not be delivered.

                --waybill-00000000000000aa
                Content-Type: text/plain; charset=us-ascii

                This is the mail system at mx.waybill.test.

                Your message could not be delivered to the recipients below. No further
                attempt will be made; whoever needs it must send it again.

                <bob@example.org>
                    mx.example.org said:
                    550 5.1.1 No such user

                --waybill-00000000000000aa
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.waybill.test
                Arrival-Date: Sun, 1 Mar 2026 12:00:00 +0000

                Final-Recipient: rfc822; bob@example.org
                Action: failed
                Status: 5.1.1
                Remote-MTA: dns; mx.example.org
                Diagnostic-Code: smtp; 550 5.1.1 No such user
                Last-Attempt-Date: Thu, 5 Mar 2026 12:00:00 +0000

                --waybill-00000000000000aa
                Content-Type: text/rfc822-headers
                Content-Transfer-Encoding: quoted-printable

                Subject: hello
                From: alice@example.com

                --waybill-00000000000000aa--
                """
                        .replace("\n", "\r\n"),
                report);
    }

    @Test
    void isReadByJakartaMailAsAReportOfThreeParts() throws Exception {
        String report = write("Subject: hello\r\n", bob("550 5.1.1 No such user"));
        MimeMessage message = parse(report);
        ContentType type = new ContentType(message.getContentType());
        assertTrue(type.match("multipart/report"));
        assertEquals("delivery-status", type.getParameter("report-type"));
        assertEquals("auto-replied", message.getHeader("Auto-Submitted", ","));
        MimeMultipart parts = parts(report);
        assertEquals(3, parts.getCount());
        InternetHeaders status = new InternetHeaders(new ByteArrayInputStream(decoded(parts.getBodyPart(1))));
        assertEquals("dns; mx.waybill.test", status.getHeader("Reporting-MTA", null));
    }

    @Test
    void givesBackEveryOctetOfTheOriginalHeader() throws Exception {
        StringBuilder header = new StringBuilder("X-All:");
        for (char c = 1; c < 256; c++) {
            if (c != '\r' && c != '\n') {
                header.append(c);
            }
        }
        header.append("\r\nSubject: gr\u00fc\u00dfe = \t\r\n folded \r\nX-Long: ")
                .append("y".repeat(3000))
                .append("\r\n");
        String report = write(header.toString(), bob("550 5.1.1 No"));
        byte[] original = decoded(parts(report).getBodyPart(2));
        assertArrayEquals(header.toString().getBytes(StandardCharsets.ISO_8859_1), original);
    }

    @Test
    void holdsNothingButShortLinesOfAscii() throws Exception {
        String hostile = "550 \u0000\r\n.\r\nRCPT TO:<x@y>\r\n\u00ff" + "z".repeat(3000);
        String report = write("Subject: " + "\u00e4".repeat(5000) + "\r\n", bob(hostile));
        for (String line : report.split("\r\n", -1)) {
            assertTrue(line.length() <= 998, "too long: " + line.length());
            assertTrue(line.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 0x7f)), line);
            assertFalse(line.startsWith("RCPT"), line);
            assertFalse(line.equals("."), line);
        }
    }

    @Test
    void foldsALongReplyIntoOneField() throws Exception {
        String reply = "550 5.7.1 " + "word ".repeat(100).strip();
        byte[] status = decoded(parts(write("", bob(reply))).getBodyPart(1));
        String text = new String(status, StandardCharsets.US_ASCII);
        InternetHeaders recipient = new InternetHeaders(new ByteArrayInputStream(
                text.substring(text.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.US_ASCII)));
        assertEquals(
                "smtp; " + reply, recipient.getHeader("Diagnostic-Code", null).replace("\r\n", ""));
    }

    @Test
    void choosesABoundaryThatTheContentDoesNotHold() throws Exception {
        String report = write(
                "Subject: x\r\n", bob("550 --waybill-00000000000000aa"), bob("550 --waybill-00000000000000aa-1--"));
        assertTrue(report.contains("boundary=\"waybill-00000000000000aa-2\""), report);
        assertEquals(3, parts(report).getCount());
    }

    @Test
    void leavesOutAHeaderThatCannotBeRead() throws Exception {
        byte[] report = new BounceReport("mx.waybill.test", ID, Instant.EPOCH)
                .write(TestMail.ACCEPTED, SENDER, List.of(bob("550 No")), HeaderSection.empty());
        assertEquals(2, parts(new String(report, StandardCharsets.US_ASCII)).getCount());
    }
}
