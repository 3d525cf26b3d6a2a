package org.waybill.admin.security;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down guessing: after {@value #FREE} failures in a row a source waits 1, 2, 4, … up to 60 seconds before its next
 * attempt is looked at. Sources are forgotten after an hour without a failure, and the oldest when there are too many, so
 * that memory stays bounded; a sweep from very many addresses is the password's strength to withstand.
 */
public final class SignInLimiter {

    /** Failures without a delay. */
    static final int FREE = 5;

    private static final int LONGEST_SECONDS = 60;
    private static final Duration FORGIVEN = Duration.ofHours(1);

    private final Map<String, Failures> bySource;

    /** @param sources how many to remember */
    public SignInLimiter(int sources) {
        bySource = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
                return size() > sources;
            }
        };
    }

    /** How long a source has still to wait; {@link Duration#ZERO} if it may try. */
    public synchronized Duration waitingTime(String source, Instant now) {
        Failures failures = bySource.get(key(source));
        if (failures == null || !now.isBefore(failures.next)) {
            return Duration.ZERO;
        }
        return Duration.between(now, failures.next);
    }

    public synchronized void failed(String source, Instant now) {
        String key = key(source);
        Failures before = bySource.get(key);
        int count = before == null || before.next.plus(FORGIVEN).isBefore(now) ? 1 : before.count + 1;
        bySource.put(key, new Failures(count, now.plus(delayAfter(count))));
    }

    public synchronized void succeeded(String source) {
        bySource.remove(key(source));
    }

    synchronized int remembered() {
        return bySource.size();
    }

    private static Duration delayAfter(int count) {
        if (count < FREE) {
            return Duration.ZERO;
        }
        return Duration.ofSeconds(Math.min(LONGEST_SECONDS, 1L << Math.min(count - FREE, 6)));
    }

    /** One IPv6 customer has at least a /64: its addresses count as one source. */
    private static String key(String source) {
        if (source.indexOf(':') < 0) {
            return source;
        }
        String[] groups = source.split(":", -1);
        StringBuilder prefix = new StringBuilder();
        for (int i = 0; i < Math.min(4, groups.length) && !(i > 0 && groups[i].isEmpty()); i++) {
            prefix.append(groups[i]).append(':');
        }
        return prefix.toString();
    }

    private record Failures(int count, Instant next) {}
}
