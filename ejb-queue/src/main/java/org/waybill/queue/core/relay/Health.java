package org.waybill.queue.core.relay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which hosts do not answer. A key, such as {@code host:port}, that failed rests for 15 s · n² after n failures in a row, at most
 * an hour; then one caller may probe it, and only when that one reports does anybody else know more. A key that answered
 * is as good as one that was never asked: nothing is kept of it.
 *
 * <pre>
 *   usable ──failed──► resting ──rest over──► probed by one ──succeeded──► usable
 *                         ▲                        │
 *                         └──────── failed ────────┘
 * </pre>
 */
public final class Health {

    static final Duration FIRST_REST = Duration.ofSeconds(15);
    static final Duration LONGEST_REST = Duration.ofHours(1);

    /** A probe that never reports is given up, or its key would rest for ever. */
    static final Duration PROBE = Duration.ofMinutes(5);

    private static final int MOST = 10_000;
    private static final int LONGEST_REASON = 500;

    /** From here on a rest is the longest one; counting further would only overflow. */
    private static final int MOST_FAILURES = 16;

    private final InstantSource clock;
    private final int most;
    private final Map<String, Ill> ill = new HashMap<>();

    private record Ill(int failures, Instant until, String reason, Instant probeEnds) {
        private static final Instant NO_PROBE = Instant.MIN;

        boolean rests(Instant now) {
            return now.isBefore(until);
        }

        boolean probed(Instant now) {
            return now.isBefore(probeEnds);
        }

        Ill because(String other) {
            return new Ill(failures, until, other, probeEnds);
        }

        Ill probedUntil(Instant end) {
            return new Ill(failures, until, reason, end);
        }
    }

    public Health(InstantSource clock) {
        this(clock, MOST);
    }

    Health(InstantSource clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    /** Whether a key may be tried now. */
    public sealed interface Verdict {

        /** Nothing is known against it. */
        record Usable() implements Verdict {}

        /** Its rest is over, and the caller is the one to find out: it must report. */
        record Probe() implements Verdict {}

        /**
         * Not now.
         *
         * @param until when to ask again
         * @param reason what it answered last
         */
        record Resting(Instant until, String reason) implements Verdict {}
    }

    /**
     * A key that failed.
     *
     * @param failures how many times in a row
     * @param until the end of its rest; in the past: it waits for its probe
     * @param probing whether somebody is trying it now
     */
    public record Patient(String key, int failures, Instant until, String reason, boolean probing) {}

    /** Whether the key may be tried now; whoever is answered {@link Verdict.Probe} must report what came of it. */
    public synchronized Verdict ask(String key) {
        Ill state = ill.get(key);
        if (state == null) {
            return new Verdict.Usable();
        }
        Instant now = clock.instant();
        if (state.rests(now)) {
            return new Verdict.Resting(state.until(), state.reason());
        }
        if (state.probed(now)) {
            return new Verdict.Resting(earlier(state.probeEnds(), now.plus(FIRST_REST)), state.reason());
        }
        ill.put(key, state.probedUntil(now.plus(PROBE)));
        return new Verdict.Probe();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /**
     * The key did not answer, or answered that it wants nothing. Sessions that were under way together fail together: what
     * is reported during a rest is the failure that is known.
     *
     * @param reply why, in one line
     */
    public synchronized void failed(String key, String reply) {
        Instant now = clock.instant();
        String reason = line(reply);
        Ill state = ill.get(key);
        if (state != null && state.rests(now)) {
            ill.put(key, state.because(reason));
            return;
        }
        int failures = state == null ? 1 : Math.min(state.failures() + 1, MOST_FAILURES);
        ill.put(key, new Ill(failures, now.plus(restAfter(failures)), reason, Ill.NO_PROBE));
        if (ill.size() > most) {
            forgetTheBest();
        }
    }

    static Duration restAfter(int failures) {
        Duration rest = FIRST_REST.multipliedBy((long) failures * failures);
        return rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
    }

    private static String line(String reply) {
        String cut = reply.length() > LONGEST_REASON ? reply.substring(0, LONGEST_REASON) : reply;
        return cut.replaceAll("\\p{Cntrl}", " ");
    }

    /** The one whose rest ends first: to take it for usable too early costs the least. */
    private void forgetTheBest() {
        ill.entrySet().stream()
                .min(Comparator.comparing(entry -> entry.getValue().until()))
                .map(Map.Entry::getKey)
                .ifPresent(ill::remove);
    }

    /** The key was asked for and not tried after all: the next one to ask may. */
    public synchronized void notTried(String key) {
        ill.computeIfPresent(key, (same, state) -> state.probedUntil(Ill.NO_PROBE));
    }

    /** The key answered. */
    public synchronized void succeeded(String key) {
        ill.remove(key);
    }

    /** An administrator knows better: the key is usable at once. Returns whether anything was known against it. */
    public synchronized boolean reset(String key) {
        return ill.remove(key) != null;
    }

    /** All that is known against anybody, by key. */
    public synchronized List<Patient> list() {
        Instant now = clock.instant();
        return ill.entrySet().stream()
                .map(entry -> patient(entry.getKey(), entry.getValue(), now))
                .sorted(Comparator.comparing(Patient::key))
                .toList();
    }

    private static Patient patient(String key, Ill state, Instant now) {
        return new Patient(key, state.failures(), state.until(), state.reason(), state.probed(now));
    }
}
