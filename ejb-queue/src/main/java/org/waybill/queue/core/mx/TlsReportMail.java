package org.waybill.queue.core.mx;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.waybill.queue.core.deliver.MailDate;

/**
 * A report as a mail (RFC 8460 §5.3). It is to arrive where TLS is what does not work: {@code TLS-Required: No} (RFC 8689
 * §5) keeps servers from holding it back, ourselves first of all.
 */
public final class TlsReportMail {

    private static final int BASE64_LINE = 76;

    private TlsReportMail() {}

    /**
     * The mail with its header.
     *
     * @param to the address it goes to
     * @param zipped the report
     */
    public static byte[] text(TlsReport report, String to, byte[] zipped, Instant now) {
        String host = report.reporter().host();
        String boundary = "=_tlsrpt_" + report.begin().getEpochSecond();
        Base64.Encoder lines = Base64.getMimeEncoder(BASE64_LINE, new byte[] {'\r', '\n'});
        String text = String.join(
                "\r\n",
                "Date: " + MailDate.of(now),
                "From: <" + report.reporter().contact() + ">",
                "To: <" + to + ">",
                "Subject: Report Domain: " + report.domain(),
                " Submitter: " + host,
                " Report-ID: <" + report.id() + ">",
                "Message-ID: <tlsrpt." + now.getEpochSecond() + "." + report.id() + ">",
                "TLS-Report-Domain: " + report.domain(),
                "TLS-Report-Submitter: " + host,
                "TLS-Required: No",
                "Auto-Submitted: auto-generated",
                "MIME-Version: 1.0",
                "Content-Type: multipart/report; report-type=\"tlsrpt\";",
                " boundary=\"" + boundary + "\"",
                "",
                "--" + boundary,
                "Content-Type: text/plain; charset=us-ascii",
                "",
                "This is a report of " + host + " on TLS with the hosts that take mail",
                "for " + report.domain() + ", on " + report.day() + " (UTC).",
                "",
                "--" + boundary,
                "Content-Type: application/tlsrpt+gzip",
                "Content-Transfer-Encoding: base64",
                "Content-Disposition: attachment;",
                " filename=\"" + report.fileName() + "\"",
                "",
                lines.encodeToString(zipped),
                "--" + boundary + "--",
                "");
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
