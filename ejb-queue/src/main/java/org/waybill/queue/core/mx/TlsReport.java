package org.waybill.queue.core.mx;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * What a domain is told of one day (RFC 8460 §4).
 *
 * @param day in UTC
 * @param domain whose mail it is about
 * @param reporter who reports
 * @param counts of the domain's policies
 */
public record TlsReport(LocalDate day, String domain, Reporter reporter, List<TlsTally.PolicyCount> counts) {

    public TlsReport {
        counts = List.copyOf(counts);
    }

    /**
     * Who reports.
     *
     * @param host this server's name
     * @param organization who runs it
     * @param contact a mail address of theirs
     */
    public record Reporter(String host, String organization, String contact) {}

    public Instant begin() {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** The last second. */
    public Instant end() {
        return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusSeconds(1);
    }

    /** The same whenever this report is made, so that its receiver knows it again. */
    public String id() {
        return day + "." + domain + "@" + reporter.host();
    }

    /** §5.1. */
    public String fileName() {
        return reporter.host() + "!" + domain + "!" + begin().getEpochSecond() + "!" + end().getEpochSecond()
                + ".json.gz";
    }
}
