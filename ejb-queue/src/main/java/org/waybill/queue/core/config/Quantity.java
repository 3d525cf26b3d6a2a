package org.waybill.queue.core.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with units. What cannot be read is an {@code IllegalArgumentException} with a sentence. */
public final class Quantity {

    private static final Pattern WITH_UNIT = Pattern.compile("([0-9]{1,9})([a-zA-Z]?)");
    private static final Map<String, Long> SECONDS = Map.of("s", 1L, "m", 60L, "h", 3_600L, "d", 86_400L);
    private static final Map<String, Long> OCTETS =
            Map.of("", 1L, "B", 1L, "K", 1L << 10, "M", 1L << 20, "G", 1L << 30);
    private static final long MOST_DAYS = 3650;
    private static final long LEAST_OCTETS = 1L << 10;
    private static final long MOST_OCTETS = 2L << 30;

    private static final Pattern COMPARISON = Pattern.compile("([<>]=?) *(.*)");

    private Quantity() {}

    /** {@code 30s}, {@code 5m}, {@code 2h}, {@code 4d}; at least a second, at most ten years. */
    public static Duration duration(String text) {
        Matcher matcher = WITH_UNIT.matcher(text);
        if (!matcher.matches() || !SECONDS.containsKey(matcher.group(2))) {
            throw new IllegalArgumentException("'" + text + "' is no duration such as 30s, 5m, 2h or 4d");
        }
        Duration duration = Duration.ofSeconds(Long.parseLong(matcher.group(1)) * SECONDS.get(matcher.group(2)));
        if (duration.isZero() || duration.toDays() > MOST_DAYS) {
            throw new IllegalArgumentException("'" + text + "' is not within 1s and " + MOST_DAYS + "d");
        }
        return duration;
    }

    /** A duration of whole days, at least one. */
    public static Duration days(String text) {
        Duration duration = duration(text);
        if (duration.isZero() || !duration.equals(Duration.ofDays(duration.toDays()))) {
            throw new IllegalArgumentException("'" + text + "' is no number of whole days such as 4d");
        }
        return duration;
    }

    /** {@code 35M}: octets, with K, M or G for 2^10, 2^20 or 2^30; at least 1 KiB, at most 2 GiB. */
    public static long octets(String text) {
        long octets = anyOctets(text);
        if (octets < LEAST_OCTETS || octets > MOST_OCTETS) {
            throw new IllegalArgumentException("'" + text + "' is not within 1K and 2G");
        }
        return octets;
    }

    /** {@code >10M}, {@code >=10M}, {@code <10M}, {@code <=10M}: which sizes it holds for. */
    public static LongPredicate comparison(String text) {
        Matcher matcher = COMPARISON.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no comparison with a size such as >10M or <=10M");
        }
        long limit = anyOctets(matcher.group(2));
        return switch (matcher.group(1)) {
            case ">" -> size -> size > limit;
            case ">=" -> size -> size >= limit;
            case "<" -> size -> size < limit;
            default -> size -> size <= limit;
        };
    }

    private static long anyOctets(String text) {
        Matcher matcher = WITH_UNIT.matcher(text);
        Long unit = matcher.matches() ? OCTETS.get(matcher.group(2).toUpperCase(Locale.ROOT)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("'" + text + "' is no size such as 35M");
        }
        return Long.parseLong(matcher.group(1)) * unit;
    }

    /** {@code 100}: at least 1, at most a thousand million. */
    public static int count(String text) {
        if (!text.matches("[1-9][0-9]{0,8}|10{9}")) {
            throw new IllegalArgumentException("'" + text + "' is no number from 1 to 1000000000");
        }
        return Integer.parseInt(text);
    }

    /** As {@link #count}, or 0. */
    public static int countFromZero(String text) {
        return text.equals("0") ? 0 : count(text);
    }

    /** {@code 10%}: 0 to 100. */
    public static int percent(String text) {
        if (!text.matches("[0-9]{1,3}%") || Integer.parseInt(text.substring(0, text.length() - 1)) > 100) {
            throw new IllegalArgumentException("'" + text + "' is no part from 0% to 100%");
        }
        return Integer.parseInt(text.substring(0, text.length() - 1));
    }

    /** A port: 1 to 65535, or 0 for any free one. */
    public static int port(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException("'" + text + "' is no port from 1 to 65535");
        }
        return Integer.parseInt(text);
    }
}
