package org.waybill.queue.agent.mx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.GZIPOutputStream;
import org.waybill.queue.core.mx.TextAnswer;
import org.waybill.queue.core.mx.TlsReport;
import org.waybill.queue.core.mx.TlsReportMail;
import org.waybill.queue.core.mx.TlsReportRecord;
import org.waybill.queue.core.mx.TlsReportRecord.Place;

/**
 * Tells domains that want it how TLS with their hosts went the day before (RFC 8460). Each domain has its own hour after
 * midnight. A report that reached one of the places is done; else it is tried again for a day, which begins with the first
 * trial: who was down for a day still has reports to send. After a restart it begins once more, and what is never taken ends
 * with the counts.
 */
public final class TlsReportSender {

    private static final Logger LOG = Logger.getLogger("org.waybill.tlsrpt");

    /** Reports of a night are spread over this (§4.1). */
    private static final Duration SPREAD = Duration.ofHours(4);

    private static final Duration UNTIL_NEXT_TRIAL = Duration.ofHours(1);

    private static final Duration UNTIL_GIVEN_UP = Duration.ofHours(24);

    private static final int MAX_DOMAINS_A_TURN = 200;

    private final TlsReports reports;
    private final Function<String, TextAnswer> texts;
    private final Outbox outbox;
    private final TlsReport.Reporter reporter;
    private final InstantSource clock;
    private final Map<TrialKey, Trials> trials = new HashMap<>();

    private record TrialKey(LocalDate day, String domain) {}

    private record Trials(Instant first, Instant next) {}

    /** Where reports leave. */
    public interface Outbox {

        /**
         * Puts a mail into the queue.
         *
         * @return whether it is there
         */
        boolean mail(String from, String to, byte[] text);

        /** @throws IOException if the report was not taken */
        void post(Place.Web place, byte[] zipped) throws IOException;
    }

    /** @param texts the TXT records of a name */
    public TlsReportSender(
            TlsReports reports,
            Function<String, TextAnswer> texts,
            Outbox outbox,
            TlsReport.Reporter reporter,
            InstantSource clock) {
        this.reports = reports;
        this.texts = texts;
        this.outbox = outbox;
        this.reporter = reporter;
        this.clock = clock;
    }

    /** Sends what is due; one turn at a time. */
    public void turn() {
        int done = 0;
        Map<LocalDate, Set<String>> finished = reports.finished();
        // counts that became too old are gone
        trials.keySet().removeIf(key -> !finished.containsKey(key.day()));
        for (Map.Entry<LocalDate, Set<String>> day : finished.entrySet()) {
            for (String domain : day.getValue()) {
                TrialKey key = new TrialKey(day.getKey(), domain);
                if (done < MAX_DOMAINS_A_TURN && !clock.instant().isBefore(due(key))) {
                    settle(key);
                    done++;
                }
            }
        }
    }

    /** The same for a domain and this server every night. */
    private Instant due(TrialKey key) {
        Trials before = trials.get(key);
        if (before != null) {
            return before.next();
        }
        Instant midnight = key.day().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        long spread = Math.floorMod((key.domain() + "/" + reporter.host()).hashCode(), SPREAD.toSeconds());
        return midnight.plusSeconds(spread);
    }

    private void settle(TrialKey key) {
        Instant now = clock.instant();
        Trials before = trials.get(key);
        Instant first = before == null ? now : before.first();
        boolean late = now.isAfter(first.plus(UNTIL_GIVEN_UP));
        if (late || sent(key)) {
            reports.forget(key.day(), key.domain());
            trials.remove(key);
        } else {
            trials.put(key, new Trials(first, clock.instant().plus(UNTIL_NEXT_TRIAL)));
        }
    }

    /** Whether there is nothing more to do. */
    private boolean sent(TrialKey key) {
        if (!(texts.apply("_smtp._tls." + key.domain()) instanceof TextAnswer.Texts found)) {
            return false;
        }
        Optional<TlsReportRecord> wanted = TlsReportRecord.of(found.texts());
        if (wanted.isEmpty()) {
            return true;
        }
        TlsReport report = new TlsReport(key.day(), key.domain(), reporter, reports.of(key.day(), key.domain()));
        byte[] zipped = zipped(TlsReportJson.of(report).toString());
        boolean arrived = false;
        for (Place place : wanted.get().places()) {
            arrived |= sent(report, place, zipped);
        }
        return arrived;
    }

    private boolean sent(TlsReport report, Place place, byte[] zipped) {
        if (place instanceof Place.Mailbox mailbox) {
            byte[] text = TlsReportMail.text(report, mailbox.address(), zipped, clock.instant());
            return outbox.mail(reporter.contact(), mailbox.address(), text);
        }
        try {
            outbox.post((Place.Web) place, zipped);
            return true;
        } catch (IOException e) {
            LOG.log(Level.INFO, "the TLS report for {0} was not taken: {1}", new Object[] {report.domain(), e});
            return false;
        }
    }

    private static byte[] zipped(String json) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(octets)) {
            zip.write(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return octets.toByteArray();
    }
}
