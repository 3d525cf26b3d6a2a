package org.waybill.queue.core.mx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An MTA-STS policy (RFC 8461 §3.2).
 *
 * @param mode what to do with hosts and certificates that do not fit
 * @param hosts patterns in lower case; a first label {@code *} stands for any one label
 * @param maxAge how long it may be kept
 */
public record StsPolicy(Mode mode, List<String> hosts, Duration maxAge) {

    /** About a year. */
    static final long LONGEST_SECONDS = 31_557_600;

    /** More hosts than anybody has. */
    private static final int MAX_HOSTS = 256;

    private static final Pattern HOST =
            Pattern.compile("(\\*\\.)?[a-z0-9]([a-z0-9-]{0,62})(\\.[a-z0-9]([a-z0-9-]{0,62})){1,126}\\.?");

    public StsPolicy {
        hosts = List.copyOf(hosts);
    }

    /** What follows from a mismatch. */
    public enum Mode {
        /** The mail waits. */
        ENFORCE,
        /** It is reported. */
        TESTING,
        /** Nothing: the domain wants to be forgotten. */
        NONE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Reads a policy.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    public static StsPolicy parse(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        List<String> hosts = new ArrayList<>();
        for (String line : text.split("\r?\n", -1)) {
            if (line.isBlank()) {
                continue;
            }
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("a line is not 'key: value'");
            }
            String key = line.substring(0, colon);
            String value = line.substring(colon + 1).strip();
            if (key.equals("mx")) {
                hosts.add(host(value));
            } else {
                // of a repeated one the first counts
                fields.putIfAbsent(key, value);
            }
        }
        return of(fields, hosts);
    }

    private static StsPolicy of(Map<String, String> fields, List<String> hosts) {
        if (!"STSv1".equals(fields.get("version"))) {
            throw new IllegalArgumentException("the version is not STSv1");
        }
        Mode mode = mode(fields.getOrDefault("mode", ""));
        String age = fields.getOrDefault("max_age", "");
        if (!age.matches("[0-9]{1,10}")) {
            throw new IllegalArgumentException("max_age is not a number of seconds");
        }
        if (hosts.isEmpty() && mode != Mode.NONE) {
            throw new IllegalArgumentException("there is no mx");
        }
        if (hosts.size() > MAX_HOSTS) {
            throw new IllegalArgumentException("there are more than " + MAX_HOSTS + " mx");
        }
        return new StsPolicy(mode, hosts, Duration.ofSeconds(Math.min(Long.parseLong(age), LONGEST_SECONDS)));
    }

    private static Mode mode(String word) {
        for (Mode mode : Mode.values()) {
            if (mode.word().equals(word)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("the mode is not enforce, testing or none");
    }

    private static String host(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        if (!HOST.matcher(lower).matches()) {
            throw new IllegalArgumentException("an mx is not a host name or '*.' and a domain");
        }
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /** @param host in lower case and A-labels */
    public boolean allows(String host) {
        String parent = host.substring(host.indexOf('.') + 1);
        return hosts.contains(host) || (host.indexOf('.') > 0 && hosts.contains("*." + parent));
    }

    /** As a file that {@link #parse} reads. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(List.of("version: STSv1", "mode: " + mode.word()));
        hosts.forEach(host -> lines.add("mx: " + host));
        lines.add("max_age: " + maxAge.toSeconds());
        return lines;
    }

    TlsPolicy toTlsPolicy(String domain) {
        return new TlsPolicy(TlsPolicy.Type.STS, domain, lines(), hosts);
    }
}
