package org.waybill.queue.core.settle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waybill.queue.core.settle.Reports.SENDER;
import static org.waybill.queue.core.settle.Reports.bob;
import static org.waybill.queue.core.settle.Reports.decoded;
import static org.waybill.queue.core.settle.Reports.parse;
import static org.waybill.queue.core.settle.Reports.parts;
import static org.waybill.queue.core.settle.Reports.recipient;
import static org.waybill.queue.core.settle.Reports.returned;
import static org.waybill.queue.core.settle.Reports.write;

import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.waybill.smtp.BodyType;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MailParameters.ReturnedContent;

class BounceReportTest {

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
        String report = write(MailParameters.NONE, SENDER, Returned.nothing(), bob("550 No"));
        assertEquals(2, parts(report).getCount());
    }

    @Test
    void namesWhatTheSenderGaveForThePurposeAndWhatBecameOfEach() throws IOException {
        MailParameters parameters =
                new MailParameters(0, BodyType.SEVEN_BIT, false, false, ReturnedContent.UNSAID, "QQ 314159 += ~");
        String report = write(
                parameters,
                SENDER,
                returned("Subject: hello\r\n", false),
                recipient(
                        "carol@example.net",
                        "rfc822;Carol+x@example.net",
                        Notice.RELAYED,
                        "2.0.0",
                        "250 2.0.0 Queued as 1",
                        "mx.example.net"),
                recipient("dan@example.org", "x400;/S=dan;/", Notice.DELIVERED, "2.0.0", "250 2.0.0 Delivered", ""),
                recipient("erin@example.org", "", Notice.FAILED, "5.4.6", "554 5.4.6 Mail loop", ""),
                recipient("frank@example.org", "", Notice.DELAYED, "4.2.0", "451 4.2.0 Wait", ""));
        assertEquals(
                """
                Date: Thu, 5 Mar 2026 12:00:00 +0000
                From: Mailer Daemon <MAILER-DAEMON@mx.waybill.test>
                To: <alice@example.com>
                Subject: Delivery status notification: failed, delayed, delivered, relayed
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

                <erin@example.org>
                    554 5.4.6 Mail loop

                Your message could not be delivered to the recipients below yet. You need not
                send it again: it is kept, and further attempts will be made.

                <frank@example.org>
                    451 4.2.0 Wait
                    It is kept until Tue, 6 Jan 2026 03:04:05 +0000.

                Your message was successfully delivered to these recipients.

                <dan@example.org>

                Your message was handed over for the recipients below to mail systems that do
                not confirm deliveries. You will not be told when it arrives.

                <carol@example.net>
                    mx.example.net said:
                    250 2.0.0 Queued as 1

                --waybill-00000000000000aa
                Content-Type: message/delivery-status

                Original-Envelope-Id: QQ 314159 += ~
                Reporting-MTA: dns; mx.waybill.test
                Arrival-Date: Sun, 1 Mar 2026 12:00:00 +0000

                Original-Recipient: rfc822; Carol+x@example.net
                Final-Recipient: rfc822; carol@example.net
                Action: relayed
                Status: 2.0.0
                Remote-MTA: dns; mx.example.net
                Diagnostic-Code: smtp; 250 2.0.0 Queued as 1
                Last-Attempt-Date: Thu, 5 Mar 2026 12:00:00 +0000

                Original-Recipient: x400; /S=dan;/
                Final-Recipient: rfc822; dan@example.org
                Action: delivered
                Status: 2.0.0
                Last-Attempt-Date: Thu, 5 Mar 2026 12:00:00 +0000

                Final-Recipient: rfc822; erin@example.org
                Action: failed
                Status: 5.4.6
                Diagnostic-Code: x-waybill; 554 5.4.6 Mail loop
                Last-Attempt-Date: Thu, 5 Mar 2026 12:00:00 +0000

                Final-Recipient: rfc822; frank@example.org
                Action: delayed
                Status: 4.2.0
                Diagnostic-Code: x-waybill; 451 4.2.0 Wait
                Last-Attempt-Date: Thu, 5 Mar 2026 12:00:00 +0000
                Will-Retry-Until: Tue, 6 Jan 2026 03:04:05 +0000

                --waybill-00000000000000aa
                Content-Type: text/rfc822-headers
                Content-Transfer-Encoding: quoted-printable

                Subject: hello

                --waybill-00000000000000aa--
                """
                        .replace("\n", "\r\n"),
                report);
    }
}
