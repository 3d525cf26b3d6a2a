package org.waybill.queue.core.settle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waybill.queue.core.settle.Reports.SENDER;
import static org.waybill.queue.core.settle.Reports.bob;
import static org.waybill.queue.core.settle.Reports.decoded;
import static org.waybill.queue.core.settle.Reports.parts;
import static org.waybill.queue.core.settle.Reports.recipient;
import static org.waybill.queue.core.settle.Reports.returned;
import static org.waybill.queue.core.settle.Reports.write;

import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeBodyPart;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.deliver.BodyScan;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MailParameters;

/** Reports that ASCII is not enough for (RFC 6533). */
class GlobalReportTest {

    @Test
    void namesAddressesOutsideAsciiInPartsForThem() throws Exception {
        String subject = new String("Subject: größe\r\n".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        String report = write(
                MailParameters.NONE,
                SENDER,
                returned(subject, true),
                recipient(
                        "größe@example.org",
                        "utf-8;größe@例え.jp",
                        Notice.DELIVERED,
                        "2.0.0",
                        "250 2.0.0 Delivered",
                        ""));
        assertEquals(
                """
                Date: Thu, 5 Mar 2026 12:00:00 +0000
                From: Mailer Daemon <MAILER-DAEMON@mx.waybill.test>
                To: <alice@example.com>
                Subject: Delivery status notification: delivered
                Message-ID: <00000000000000aa.bounce@mx.waybill.test>
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status;
                \tboundary="waybill-00000000000000aa"
                Content-Transfer-Encoding: 8bit

                This is a report of a mail server about the delivery of a message.

                --waybill-00000000000000aa
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: 8bit

                This is the mail system at mx.waybill.test.

                Your message was successfully delivered to these recipients.

                <größe@example.org>

                --waybill-00000000000000aa
                Content-Type: message/global-delivery-status
                Content-Transfer-Encoding: 8bit

                Reporting-MTA: dns; mx.waybill.test
                Arrival-Date: Sun, 1 Mar 2026 12:00:00 +0000

                Original-Recipient: utf-8; größe@例え.jp
                Final-Recipient: utf-8; größe@example.org
                Action: delivered
                Status: 2.0.0
                Last-Attempt-Date: Thu, 5 Mar 2026 12:00:00 +0000

                --waybill-00000000000000aa
                Content-Type: message/global-headers
                Content-Transfer-Encoding: 8bit

                Subject: größe

                --waybill-00000000000000aa--
                """
                        .replace("\n", "\r\n"),
                new String(report.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        assertTrue(new String(decoded(parts(report).getBodyPart(1)), StandardCharsets.UTF_8)
                .contains("Final-Recipient: utf-8; größe@example.org\r\n"));
    }

    @Test
    void addressesASenderOutsideAscii() {
        MailAddress sender = MailAddress.parse("größe@example.com");
        String report = write(MailParameters.NONE, sender, Returned.nothing(), bob("550 No"));
        assertTrue(
                new String(report.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                        .contains("\r\nTo: <größe@example.com>\r\n"),
                report);
        assertTrue(report.contains("Content-Type: message/delivery-status\r\n"), report);
    }

    @Test
    void givesBackAWholeMailAsItIs() throws Exception {
        String original = "Subject: hello\r\n\r\n\u00e4 --waybill-00000000000000aa\r\n.\r\nno line end";
        String report = write(
                MailParameters.NONE,
                SENDER,
                Returned.whole(original, new BodyScan(true, true, false, false), true),
                bob("550 No"));
        assertTrue(
                report.contains("boundary=\"waybill-00000000000000aa-1\"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"),
                report);
        BodyPart part = parts(report).getBodyPart(2);
        assertEquals("message/rfc822", part.getContentType());
        assertEquals("8bit", ((MimeBodyPart) part).getEncoding());
        assertArrayEquals(
                original.getBytes(StandardCharsets.ISO_8859_1),
                ((MimeBodyPart) part).getRawInputStream().readAllBytes());
    }

    @Test
    void encodesAHeaderThatCannotBeSentAsItIs() throws Exception {
        String header = "Subject: \u00c3\u00a4\n\0\r\n";
        String report = write(MailParameters.NONE, SENDER, returned(header, true), bob("550 No"));
        BodyPart part = parts(report).getBodyPart(2);
        assertEquals("text/rfc822-headers", part.getContentType());
        assertArrayEquals(header.getBytes(StandardCharsets.ISO_8859_1), decoded(part));
    }
}
