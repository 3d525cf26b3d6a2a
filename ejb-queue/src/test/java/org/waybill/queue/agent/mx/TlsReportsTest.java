package org.waybill.queue.agent.mx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.mail.BodyPart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waybill.queue.core.mx.TextAnswer;
import org.waybill.queue.core.mx.TlsFailure;
import org.waybill.queue.core.mx.TlsPolicy;
import org.waybill.queue.core.mx.TlsReport;
import org.waybill.queue.core.mx.TlsReportRecord.Place;
import org.waybill.queue.core.mx.TlsResult;
import org.waybill.queue.core.mx.TlsTally;

class TlsReportsTest {

    private static final String DOMAIN = "company-y.example";

    private static final TlsPolicy POLICY = new TlsPolicy(
            TlsPolicy.Type.STS,
            DOMAIN,
            List.of("version: STSv1", "mode: testing", "mx: *.mail.company-y.example", "max_age: 86400"),
            List.of("*.mail.company-y.example"));

    private static final TlsReport.Reporter REPORTER =
            new TlsReport.Reporter("mx.company-x.example", "Company-X", "sts-reporting@company-x.example");

    /** That of RFC 8460, appendix B, without the additional information, which nobody here would have. */
    private static final String EXAMPLE =
            """
            {
              "organization-name": "Company-X",
              "date-range": {"start-datetime": "2016-04-01T00:00:00Z", "end-datetime": "2016-04-01T23:59:59Z"},
              "contact-info": "sts-reporting@company-x.example",
              "report-id": "2016-04-01.company-y.example@mx.company-x.example",
              "policies": [{
                "policy": {
                  "policy-type": "sts",
                  "policy-string": ["version: STSv1","mode: testing","mx: *.mail.company-y.example","max_age: 86400"],
                  "policy-domain": "company-y.example",
                  "mx-host": ["*.mail.company-y.example"]
                },
                "summary": {"total-successful-session-count": 5326, "total-failure-session-count": 303},
                "failure-details": [{
                  "result-type": "certificate-expired",
                  "sending-mta-ip": "2001:db8:abcd:0012::1",
                  "receiving-mx-hostname": "mx1.mail.company-y.example",
                  "failed-session-count": 100
                }, {
                  "result-type": "starttls-not-supported",
                  "sending-mta-ip": "2001:db8:abcd:0013::1",
                  "receiving-mx-hostname": "mx2.mail.company-y.example",
                  "receiving-ip": "203.0.113.56",
                  "failed-session-count": 200
                }, {
                  "result-type": "validation-failure",
                  "sending-mta-ip": "198.51.100.62",
                  "receiving-ip": "203.0.113.58",
                  "receiving-mx-hostname": "mx-backup.mail.company-y.example",
                  "failed-session-count": 3,
                  "failure-reason-code": "X509_V_ERR_PROXY_PATH_LENGTH_EXCEEDED"
                }]
              }]
            }
            """;

    private final Path directory;

    private Instant now = Instant.parse("2016-04-01T12:00:00Z");
    private TextAnswer wanted = new TextAnswer.Texts(List.of("v=TLSRPTv1; rua=mailto:reports@company-y.example"));
    private final List<String> sent = new ArrayList<>();
    private final List<byte[]> contents = new ArrayList<>();
    private boolean accepting = true;

    private final TlsReportSender.Outbox outbox = new TlsReportSender.Outbox() {
        @Override
        public boolean mail(String from, String to, byte[] text) {
            sent.add(from + " " + to);
            contents.add(text);
            return accepting;
        }

        @Override
        public void post(Place.Web place, byte[] zipped) throws IOException {
            sent.add(place.uri().toString());
            contents.add(zipped);
            if (!accepting) {
                throw new IOException("status 500");
            }
        }
    };

    TlsReportsTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private TlsReports reports() throws IOException {
        return TlsReports.open(directory, () -> now);
    }

    private TlsReportSender sender(TlsReports reports) {
        return new TlsReportSender(reports, name -> wanted, outbox, REPORTER, () -> now);
    }

    private static TlsResult failure(TlsFailure failure, String host, String from, String to, String reason) {
        return new TlsResult(POLICY, host, from, to, failure, reason);
    }

    private static void fill(TlsReports reports) {
        for (int i = 0; i < 5326; i++) {
            reports.accept(TlsResult.success(POLICY, "mx" + i + ".mail.company-y.example", "192.0.2.1", "192.0.2.2"));
        }
        String sts = ".mail.company-y.example";
        for (int i = 0; i < 100; i++) {
            reports.accept(failure(TlsFailure.CERTIFICATE_EXPIRED, "mx1" + sts, "2001:db8:abcd:0012::1", "", ""));
        }
        for (int i = 0; i < 200; i++) {
            reports.accept(failure(
                    TlsFailure.STARTTLS_NOT_SUPPORTED, "mx2" + sts, "2001:db8:abcd:0013::1", "203.0.113.56", ""));
        }
        for (int i = 0; i < 3; i++) {
            reports.accept(failure(
                    TlsFailure.VALIDATION_FAILURE,
                    "mx-backup" + sts,
                    "198.51.100.62",
                    "203.0.113.58",
                    "X509_V_ERR_PROXY_PATH_LENGTH_EXCEEDED"));
        }
    }

    private static JsonObject json(InputStream in) {
        try (JsonReader reader = Json.createReader(in)) {
            return reader.readObject();
        }
    }

    private static JsonObject example() {
        return json(new ByteArrayInputStream(EXAMPLE.getBytes(StandardCharsets.UTF_8)));
    }

    private void nextMorning() {
        now = Instant.parse("2016-04-02T04:00:00Z");
    }

    @Test
    void reportsAsTheRfcsExampleDoes() throws IOException {
        TlsReports reports = reports();
        fill(reports);
        LocalDate day = LocalDate.of(2016, 4, 1);
        TlsReport report = new TlsReport(day, DOMAIN, REPORTER, reports.of(day, DOMAIN));
        assertEquals(example(), TlsReportJson.of(report));
    }

    @Test
    void mailsTheReportOfTheDayBefore() throws Exception {
        TlsReports reports = reports();
        fill(reports);
        TlsReportSender sender = sender(reports);
        sender.turn();
        assertEquals(List.of(), sent);
        nextMorning();
        sender.turn();
        sender.turn();
        assertEquals(List.of("sts-reporting@company-x.example reports@company-y.example"), sent);

        MimeMessage mail =
                new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(contents.get(0)));
        assertEquals(
                "Report Domain: company-y.example Submitter: mx.company-x.example"
                        + " Report-ID: <2016-04-01.company-y.example@mx.company-x.example>",
                mail.getSubject());
        assertEquals("company-y.example", mail.getHeader("TLS-Report-Domain", null));
        assertEquals("mx.company-x.example", mail.getHeader("TLS-Report-Submitter", null));
        assertEquals("No", mail.getHeader("TLS-Required", null));
        assertTrue(mail.isMimeType("multipart/report"));
        assertTrue(mail.getContentType().contains("report-type=\"tlsrpt\""), mail.getContentType());
        BodyPart attached = ((MimeMultipart) mail.getContent()).getBodyPart(1);
        assertEquals("application/tlsrpt+gzip", attached.getContentType());
        assertEquals("mx.company-x.example!company-y.example!1459468800!1459555199.json.gz", attached.getFileName());
        assertEquals(example(), json(new GZIPInputStream(attached.getInputStream())));
    }

    @Test
    void postsWhereThatIsWanted() throws Exception {
        wanted = new TextAnswer.Texts(List.of("v=TLSRPTv1;rua=https://tls.company-y.example/v1?x=1"));
        TlsReports reports = reports();
        fill(reports);
        nextMorning();
        sender(reports).turn();
        assertEquals(List.of("https://tls.company-y.example/v1?x=1"), sent);
        assertEquals(example(), json(new GZIPInputStream(new ByteArrayInputStream(contents.get(0)))));
    }

    @Test
    void triesAgainEveryHourForADay() throws IOException {
        TlsReports reports = reports();
        fill(reports);
        accepting = false;
        nextMorning();
        TlsReportSender sender = sender(reports);
        sender.turn();
        sender.turn();
        assertEquals(1, sent.size());
        now = now.plus(Duration.ofHours(1));
        sender.turn();
        assertEquals(2, sent.size());
        wanted = new TextAnswer.Unknown("SERVFAIL");
        now = now.plus(Duration.ofHours(1));
        sender.turn();
        assertEquals(2, sent.size());
        assertEquals(1, reports.finished().size());
        now = now.plus(Duration.ofHours(24));
        sender.turn();
        assertEquals(2, sent.size());
        assertEquals(0, reports.finished().size());
    }

    /** The day of trials begins with the first of them, for which the server may have been down too long. */
    @Test
    void aReportThatIsLateGetsItsDayOfTrials() throws IOException {
        TlsReports reports = reports();
        fill(reports);
        reports.save();
        now = Instant.parse("2016-04-03T06:00:00Z");
        accepting = false;
        TlsReports again = reports();
        TlsReportSender sender = sender(again);
        sender.turn();
        now = now.plus(Duration.ofHours(17));
        sender.turn();
        assertEquals(2, sent.size());
        accepting = true;
        now = now.plus(Duration.ofHours(1));
        sender.turn();
        assertEquals(3, sent.size());
        assertEquals(0, again.finished().size());
    }

    @Test
    void forgetsDomainsThatWantNoReports() throws IOException {
        wanted = new TextAnswer.Texts(List.of("something else"));
        TlsReports reports = reports();
        fill(reports);
        nextMorning();
        sender(reports).turn();
        assertEquals(List.of(), sent);
        assertEquals(0, reports.finished().size());
    }

    @Test
    void countsSurviveARestart() throws IOException {
        TlsReports reports = reports();
        fill(reports);
        reports.save();
        LocalDate day = LocalDate.of(2016, 4, 1);
        TlsReports again = reports();
        assertEquals(reports.of(day, DOMAIN), again.of(day, DOMAIN));
        again.accept(TlsResult.success(POLICY, "mx", "", ""));
        assertEquals(5327, again.of(day, DOMAIN).get(0).successes());

        nextMorning();
        again.forget(day, DOMAIN);
        again.save();
        assertTrue(Files.notExists(directory.resolve("2016-04-01.json")));
    }

    @Test
    void oldAndUnreadableCountsGo() throws IOException {
        TlsReports reports = reports();
        fill(reports);
        reports.save();
        Files.writeString(directory.resolve("2016-03-31.json"), "{}");
        now = Instant.parse("2016-04-05T00:00:00Z");
        reports().save();
        try (var files = Files.list(directory)) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void keepsNoMoreThanItsBounds() {
        TlsTally tally = new TlsTally();
        for (int i = 0; i < 1000; i++) {
            tally.add(failure(TlsFailure.VALIDATION_FAILURE, "h" + i, "", "", ""));
        }
        TlsTally.PolicyCount count = tally.of(DOMAIN).get(0);
        assertEquals(1000, count.failures());
        assertEquals(201, count.details().size());
        assertEquals(
                1000,
                count.details().stream()
                        .mapToLong(TlsTally.FailureCount::sessions)
                        .sum());
    }

    @Test
    void doesNotCountWhatIsNoDomain() throws IOException {
        TlsReports reports = reports();
        reports.accept(TlsResult.success(TlsPolicy.none("a\r\nb"), "", "", ""));
        reports.accept(TlsResult.success(TlsPolicy.none("[192.0.2.1]"), "", "", ""));
        nextMorning();
        assertEquals(0, reports.finished().size());
    }
}
