package org.waybill.smtp.session.sasl;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Failures by key, for a bounded number of keys, in about constant time: a stranger decides how often it is called.
 *
 * <p><b>When it is full</b>, a new key takes the place of one that is forgotten. When there is none, it takes that of the
 * one with the fewest failures, of several the one that came to them first, <b>and goes on from its count</b> (the
 * Space-Saving algorithm of Metwally, Agrawal and El Abbadi, 2005). Keys are cheap to invent, accounts and IPv6 networks
 * above all; but to push out a key with n failures all the others must have n as well, so that it costs {@value #CAPACITY}
 * failures to be rid of one, and the next under any key does not begin at zero. The price is that under such a flood who
 * comes new starts with too many, by one for each {@value #CAPACITY} failures within the window; it locks nobody who does
 * not fail himself.
 *
 * @param <K> what is counted
 */
final class FailureCounts<K> {

    /** Keys; a few hundred octets each. */
    static final int CAPACITY = 10_000;

    private final int limit;
    private final int capacity;
    private final Map<K, FailureTally> tallies = new HashMap<>();

    /** The keys with so many failures as the index says, in the order in which they came to them. */
    private final List<Set<K>> byFailures;

    /** @param limit the failure that locks */
    FailureCounts(int limit, int capacity) {
        this.limit = limit;
        this.capacity = capacity;
        this.byFailures = IntStream.rangeClosed(0, FailureTally.most(limit))
                .<Set<K>>mapToObj(failures -> new LinkedHashSet<>())
                .toList();
    }

    boolean isLocked(K key, long now) {
        FailureTally tally = tallies.get(key);
        return tally != null && tally.isLocked(now);
    }

    void failed(K key, long now) {
        FailureTally before = remove(key)
                .filter(tally -> !tally.isForgotten(now))
                .orElseGet(() -> FailureTally.starting(tallies.size() < capacity ? 0 : displaceOne(now), now));
        FailureTally after = before.failed(limit, now);
        tallies.put(key, after);
        byFailures.get(after.failures()).add(key);
    }

    void clear(K key) {
        remove(key);
    }

    private Optional<FailureTally> remove(K key) {
        Optional<FailureTally> removed = Optional.ofNullable(tallies.remove(key));
        removed.ifPresent(tally -> byFailures.get(tally.failures()).remove(key));
        return removed;
    }

    /**
     * Makes room. Only the first of each count is looked at: it is forgotten a window and a lock after it came there at the
     * latest, and leaves its place to the next, so nothing stays for ever.
     *
     * @return the failures that the newcomer goes on from
     */
    private int displaceOne(long now) {
        List<K> firsts =
                byFailures.stream().flatMap(keys -> keys.stream().limit(1)).toList();
        Optional<K> forgotten =
                firsts.stream().filter(key -> isForgotten(key, now)).findFirst();
        Optional<FailureTally> displaced = remove(forgotten.orElse(firsts.get(0)));
        return forgotten.isPresent() ? 0 : displaced.map(FailureTally::failures).orElse(0);
    }

    private boolean isForgotten(K key, long now) {
        FailureTally tally = tallies.get(key);
        return tally == null || tally.isForgotten(now);
    }
}
