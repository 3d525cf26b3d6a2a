package org.waybill.admin.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.waybill.queue.core.envelope.EnvelopeState;

/** How values read on a page. Times are UTC everywhere, so that they can be compared with logs and headers. */
@Named("display")
@ApplicationScoped
public class Display {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    public String time(Instant instant) {
        return TIME.format(instant);
    }

    /** {@code 14 ms}, {@code 3.2 s}, {@code 4 min}. */
    public String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        return millis < 60_000
                ? String.format(Locale.ROOT, "%.1f s", millis / 1000.0)
                : duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }

    /** {@code 512 B}, {@code 12 KiB}, {@code 3.4 MiB}. */
    public String size(long octets) {
        if (octets < 1024) {
            return octets + " B";
        }
        return octets < 1024 * 1024
                ? octets / 1024 + " KiB"
                : String.format(Locale.ROOT, "%.1f MiB", octets / 1024.0 / 1024.0);
    }

    /** {@code 1,234}. */
    public String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    public String state(EnvelopeState state) {
        return switch (state) {
            case QUEUED -> "queued";
            case LEASED -> "active";
            case HELD -> "held";
        };
    }

    /** {@code 1 envelope}, {@code 2 envelopes}. */
    public static String count(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }

    /** {@code BODY=8BITMIME SMTPUTF8}: parameters by their keywords. */
    public String parameters(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(one -> one.getKey() + (one.getValue().isEmpty() ? "" : "=" + one.getValue()))
                .collect(Collectors.joining(" "));
    }

    /** The message id that an envelope id begins with. */
    public String messageOf(String envelopeId) {
        int dot = envelopeId.indexOf('.');
        return dot < 0 ? envelopeId : envelopeId.substring(0, dot);
    }
}
