package org.waybill.queue.core.settle;

import jakarta.mail.BodyPart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.waybill.queue.core.deliver.BodiesInMemory;
import org.waybill.queue.core.deliver.BodyScan;
import org.waybill.queue.core.deliver.HeaderSection;
import org.waybill.queue.core.deliver.ReplyLine;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.smtp.EnhancedStatus;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MessageId;

/** Reports to look at: about alice's mail, by {@code mx.waybill.test}. */
final class Reports {

    private Reports() {}

    private static final MessageId ID = MessageId.parse("00000000000000aa");
    static final MailAddress SENDER = MailAddress.parse("alice@example.com");

    static String write(String header, ReportedRecipient... recipients) throws IOException {
        return write(MailParameters.NONE, SENDER, returned(header, false), recipients);
    }

    static String write(
            MailParameters parameters, MailAddress sender, Returned original, ReportedRecipient... recipients) {
        byte[] report = new BounceReport("mx.waybill.test", ID, Instant.parse("2026-03-05T12:00:00Z"))
                .write(TestMail.message(sender.toString(), parameters), sender, List.of(recipients), original);
        return new String(report, StandardCharsets.ISO_8859_1);
    }

    static Returned returned(String header, boolean international) throws IOException {
        String section = HeaderSection.of(BodiesInMemory.body(header + "\r\nbody\r\n"), 65536)
                .toString();
        return Returned.header(section, BodyScan.of(BodiesInMemory.body(section)), international);
    }

    static final Instant KEPT_UNTIL = Instant.parse("2026-01-06T03:04:05Z");

    static ReportedRecipient bob(String reply) {
        return recipient("bob@example.org", "", Notice.FAILED, "5.1.1", reply, "mx.example.org");
    }

    static ReportedRecipient recipient(
            String address, String original, Notice notice, String status, String reply, String remoteHost) {
        return new ReportedRecipient(
                MailAddress.parse(address),
                original,
                notice,
                EnhancedStatus.parse(status),
                new ReplyLine(reply, remoteHost),
                KEPT_UNTIL);
    }

    static MimeMessage parse(String report) throws Exception {
        return new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(report.getBytes(StandardCharsets.ISO_8859_1)));
    }

    static MimeMultipart parts(String report) throws Exception {
        MimeMessage message = parse(report);
        return new MimeMultipart(new ByteArrayDataSource(message.getRawInputStream(), message.getContentType()));
    }

    static byte[] decoded(BodyPart part) throws Exception {
        return part.getInputStream().readAllBytes();
    }
}
