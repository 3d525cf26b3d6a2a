package org.waybill.queue.core.relay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps to a {@link Rate} for each key: a token bucket that holds what a second allows, at least one message. So mail
 * flows evenly, a rate of many messages per second needs no timer, and the messages of any one period are at most the
 * rate's and one second's more.
 *
 * <p>Of a bucket only the time is kept at which it will be full again; a full one need not be kept at all.
 */
public final class Pace {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int MOST = 10_000;

    private final InstantSource clock;
    private final Map<String, Instant> fullAt = new Oldest();

    public Pace(InstantSource clock) {
        this.clock = clock;
    }

    /** Takes the place of one message, if there is one; else says when there will be, and takes nothing. */
    public synchronized Optional<Instant> take(String key, Rate rate) {
        if (!rate.limited()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Duration each = rate.per().dividedBy(rate.messages());
        Duration bucket = each.multipliedBy(Math.max(1, SECOND / Math.max(1, each.toNanos())));
        // never emptier than empty: the rate may have been another one before
        Instant full = earlier(fullAt.getOrDefault(key, now), now.plus(bucket));
        Instant fullAfter = (full.isBefore(now) ? now : full).plus(each);
        Instant next = fullAfter.minus(bucket);
        if (next.isAfter(now)) {
            return Optional.of(next);
        }
        fullAt.put(key, fullAfter);
        return Optional.empty();
    }

    /** The message that took its place last did not go. */
    public synchronized void giveBack(String key, Rate rate) {
        if (rate.limited()) {
            Duration each = rate.per().dividedBy(rate.messages());
            fullAt.computeIfPresent(key, (same, full) -> full.minus(each));
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Keeps the keys used last; a bucket that is forgotten is a full one. */
    private static final class Oldest extends LinkedHashMap<String, Instant> {

        private static final long serialVersionUID = 1;

        Oldest() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MOST;
        }
    }
}
