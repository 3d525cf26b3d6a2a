package org.waybill.queue.core.deliver;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The form of dates in mails (RFC 5322 §3.3). */
public final class MailDate {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private MailDate() {}

    public static String of(Instant time) {
        return FORMAT.format(time);
    }
}
