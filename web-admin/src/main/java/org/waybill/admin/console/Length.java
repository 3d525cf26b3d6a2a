package org.waybill.admin.console;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people type them: {@code 30m}, {@code 2h}, {@code 7d}. */
final class Length {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,5})\\s*([mhd])");
    private static final Map<String, Duration> UNITS =
            Map.of("m", Duration.ofMinutes(1), "h", Duration.ofHours(1), "d", Duration.ofDays(1));

    private Length() {}

    /** Empty if the text is none. */
    static Optional<Duration> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        return matcher.matches()
                ? Optional.ofNullable(UNITS.get(matcher.group(2)))
                        .map(unit -> unit.multipliedBy(Long.parseLong(matcher.group(1))))
                : Optional.empty();
    }
}
