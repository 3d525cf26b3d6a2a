package org.waybill.smtp.session.sasl;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * Failures by key, for a bounded number of keys.
 *
 * <p><b>When it is full</b>, a new key takes the place of the one with the fewest failures, of several the one that would be
 * forgotten first, <b>and goes on from its count</b> (the Space-Saving algorithm of Metwally, Agrawal and El Abbadi, 2005).
 * Keys are cheap to invent, accounts and IPv6 networks above all; but to push out a key with n failures all the others must
 * have n as well, so that it costs {@value #CAPACITY} failures to be rid of one, and the next under any key does not begin
 * at zero. The price is that under such a flood who comes new starts with too many, by one for each {@value #CAPACITY}
 * failures within the window; it locks nobody who does not fail himself.
 *
 * @param <K> what is counted
 */
final class FailureCounts<K> {

    /** Keys; a few hundred octets each. */
    static final int CAPACITY = 10_000;

    private final int limit;
    private final int capacity;
    private final Map<K, FailureTally> tallies = new HashMap<>();

    /** @param limit the failure that locks */
    FailureCounts(int limit, int capacity) {
        this.limit = limit;
        this.capacity = capacity;
    }

    boolean isLocked(K key, long now) {
        FailureTally tally = tallies.get(key);
        return tally != null && tally.isLocked(now);
    }

    void failed(K key, long now) {
        FailureTally tally = tallies.get(key);
        if (tally == null || tally.isForgotten(now)) {
            tally = newcomer(key, now);
        }
        tallies.put(key, tally.failed(limit, now));
    }

    private FailureTally newcomer(K key, long now) {
        tallies.remove(key);
        if (tallies.size() == capacity) {
            tallies.values().removeIf(tally -> tally.isForgotten(now));
        }
        return FailureTally.starting(tallies.size() == capacity ? displaceLeast(now) : 0, now);
    }

    /** Makes room for one, and tells how many failures it leaves behind. */
    private int displaceLeast(long now) {
        Comparator<FailureTally> leastFirst =
                Comparator.comparingInt(FailureTally::failures).thenComparingLong(tally -> tally.forgottenAt() - now);
        Map.Entry<K, FailureTally> least = Collections.min(tallies.entrySet(), Map.Entry.comparingByValue(leastFirst));
        tallies.remove(least.getKey());
        return least.getValue().failures();
    }

    void clear(K key) {
        tallies.remove(key);
    }
}
