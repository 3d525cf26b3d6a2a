package org.waybill.queue.core.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.ReplyLine;
import org.waybill.queue.core.envelope.LaneKey;

/**
 * One lane: what runs in it, what waits for it, and what is known of it. Not thread-safe; {@link Lanes} guards it.
 *
 * <p>A lane that is not known has a narrow window of running orders, which widens by one with each mail that its next hop
 * answered for good, and is halved by each deferral; so a dead host never holds more than the first few workers, and a busy
 * one soon has all that its limits allow. Where limits that it knows nothing of allow less, it learns so by being crowded,
 * and widens the more slowly the more often that happens. A way that is closed makes the lane rest; then one order probes
 * it.
 */
final class Lane {

    /** Running orders of a lane that nothing is known of. */
    static final int NARROW = 4;

    /** What is known of a lane that nothing used for so long counts no longer. */
    static final Duration MEMORY = Duration.ofMinutes(5);

    /** A rest that is shorter is waited for in memory; what waits longer does so better in the database. */
    static final Duration SHORT_REST = Duration.ofSeconds(30);

    private static final ReplyLine NONE = ReplyLine.ours("");

    private static final ReplyLine MANY = ReplyLine.ours("451 4.3.2 Many before it");

    private static final Duration LONGEST_PARKING = Duration.ofMinutes(30);
    private static final Duration LONGEST_SPREAD = Duration.ofMinutes(5);
    /** Whatever was parked has come back by then: the longest rest of a host is an hour. */
    private static final Duration PARKED_AT_MOST = Duration.ofHours(2);

    /** How many parked envelopes of a lane come back in a second after a rest. */
    private static final int BACK_PER_SECOND = 100;

    /** How many it may work off in a second, where nothing better is known. */
    private static final int GUESSED_PER_SECOND = 500;

    /** The slowest widening: one more after so many mails. */
    private static final int SLOWEST = 64;

    /** The weight of the newest measurement. */
    private static final double NEWEST = 0.1;

    private final LaneKey key;
    private final Deque<WaitingOrder> waiting = new ArrayDeque<>();
    private int waitingEnvelopes;
    private int running;
    private int window = NARROW;
    private boolean tried;
    private int mailsToWiden = 1;
    private int mailsSinceWider;
    private Instant crowdedUntil = Instant.EPOCH;
    private @Nullable DeliveryOrder probe;
    private boolean closed;
    private Instant until = Instant.EPOCH;
    private ReplyLine reason = NONE;
    private long parked;
    private int turnedAway;
    private Instant lastUse;
    private @Nullable Instant lastEnd;
    private double secondsPerOrder;

    Lane(LaneKey key, Instant now) {
        this.key = key;
        this.lastUse = now;
    }

    LaneKey key() {
        return key;
    }

    boolean rests(Instant now) {
        return closed && now.isBefore(until);
    }

    boolean restsLong(Instant now) {
        return rests(now) && Duration.between(now, until).compareTo(SHORT_REST) > 0;
    }

    /** Whether it has shown lately that its next hop answers. */
    boolean tried() {
        return tried;
    }

    boolean idle() {
        return running == 0 && waiting.isEmpty();
    }

    boolean closed() {
        return closed;
    }

    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    int waitingOrders() {
        return waiting.size();
    }

    /** Whether one more order may run now. */
    boolean mayRun(Instant now, int limit) {
        if (closed) {
            return !rests(now) && probe == null;
        }
        return running < Math.min(window, limit) && !now.isBefore(crowdedUntil);
    }

    /** There was no room for these. */
    void turnedAway(int envelopes) {
        turnedAway += envelopes;
    }

    /** How many envelopes there was no room for since the lane was closed or opened. */
    int turnedAway() {
        return turnedAway;
    }

    /**
     * How many more may wait: two seconds' work where it is known how much that is. Of a lane that has not shown that it
     * moves, envelopes are counted: there are few messages of many recipients in many rows, and others stand behind these.
     *
     * @param usual how many may wait at least
     * @param most how many may wait however fast the lane is
     */
    int room(int usual, int most) {
        if (!tried) {
            return usual - waitingEnvelopes;
        }
        int twoSeconds = secondsPerOrder > 0 ? (int) Math.min(most, 2 / secondsPerOrder) : 0;
        return Math.max(usual, twoSeconds) - waiting.size();
    }

    /** An order came up: of mail that waited in the database before, or of new mail. */
    void seen(WaitingOrder order, Instant now) {
        if (order.again()) {
            parked = Math.max(0, parked - order.envelopes());
        }
        if (unusedFor(MEMORY, now)) {
            forgetPace();
            mailsToWiden = 1;
            secondsPerOrder = 0;
        }
        if (unusedFor(PARKED_AT_MOST, now)) {
            parked = 0;
        }
        lastUse = now;
    }

    private boolean unusedFor(Duration time, Instant now) {
        return idle() && Duration.between(lastUse, now).compareTo(time) > 0;
    }

    void add(WaitingOrder order) {
        waiting.addLast(order);
        waitingEnvelopes += order.envelopes();
    }

    DeliveryOrder start(Instant now) {
        running++;
        if (lastEnd == null) {
            lastEnd = now;
        }
        WaitingOrder next = waiting.removeFirst();
        waitingEnvelopes -= next.envelopes();
        if (closed) {
            probe = next.order();
        }
        return next.order();
    }

    /** How many orders it could begin with soon: a probe, or what keeps it from having no work. */
    int wants(int room, Instant now) {
        if (rests(now)) {
            return 0;
        }
        if (closed) {
            return waiting.isEmpty() && probe == null ? NARROW : 0;
        }
        return waiting.size() < 2 * window ? Math.max(0, room) : 0;
    }

    /** What waits leaves memory for the database. */
    List<WaitingOrder> evict() {
        List<WaitingOrder> evicted = new ArrayList<>(waiting);
        waiting.clear();
        waitingEnvelopes = 0;
        return evicted;
    }

    /**
     * Where more envelopes are parked. While the lane rests: until its end, and a little later the more there are, so that
     * they do not all come back at once. Else about half the time that the lane will need for those before it, as far as is
     * known: too early costs two updates of a row, too late leaves the lane without work.
     */
    Parking parking(Instant now) {
        return rests(now)
                ? Parking.at(now, until.plus(shorter(Duration.ofSeconds(spread()), LONGEST_SPREAD)), reason)
                : Parking.at(now, now.plus(shorter(timeForOthers(), LONGEST_PARKING)), MANY);
    }

    void parked(int envelopes) {
        parked += envelopes;
    }

    /** In seconds. */
    private long spread() {
        return Math.max(parked, turnedAway) / BACK_PER_SECOND;
    }

    private Duration timeForOthers() {
        double seconds = secondsPerOrder > 0
                ? secondsPerOrder * (waiting.size() + parked) / 2
                : (double) parked / GUESSED_PER_SECOND;
        return Duration.ofMillis((long) (1000 + 1000 * seconds));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** An order ended; its outcomes tell of the way, and no outcome tells nothing. */
    void ended(DeliveryOrder order, List<Outcome> outcomes, Instant now, int limit) {
        running--;
        lastUse = now;
        measure(now);
        if (order.equals(probe)) {
            probe = null;
        }
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Postponed postponed) {
                postponed(postponed);
                return;
            }
        }
        if (outcomes.isEmpty()) {
            return;
        }
        open();
        if (outcomes.stream().allMatch(Outcome.Deferred.class::isInstance)) {
            window = Math.max(NARROW, window / 2);
            tried = window > NARROW;
        } else {
            tried = true;
            widen(Math.max(limit, NARROW + 1));
        }
    }

    private void widen(int most) {
        mailsSinceWider++;
        if (mailsSinceWider >= mailsToWiden) {
            mailsSinceWider = 0;
            window = Math.min(window + 1, most);
        }
    }

    private void postponed(Outcome.Postponed outcome) {
        if (!outcome.crowded()) {
            rest(outcome.until(), outcome.line());
            return;
        }
        window = Math.max(1, running);
        mailsToWiden = Math.min(SLOWEST, 2 * mailsToWiden);
        if (running == 0) {
            // others have all there is, and nothing of its own will tell when they have less
            crowdedUntil = outcome.until();
        }
    }

    private void measure(Instant now) {
        if (lastEnd != null) {
            double seconds = Duration.between(lastEnd, now).toNanos() / 1e9;
            secondsPerOrder = secondsPerOrder == 0 ? seconds : (1 - NEWEST) * secondsPerOrder + NEWEST * seconds;
        }
        // the time without work says nothing about the lane
        lastEnd = idle() ? null : now;
    }

    private void rest(Instant end, ReplyLine why) {
        closed = true;
        turnedAway = 0;
        until = end;
        reason = why;
        forgetPace();
    }

    private void forgetPace() {
        window = NARROW;
        tried = false;
    }

    void open() {
        turnedAway = closed ? 0 : turnedAway;
        closed = false;
        reason = NONE;
    }

    void leases(Set<Long> tokens) {
        waiting.forEach(order -> tokens.add(order.order().leaseToken()));
    }

    LaneView view(int limit, boolean leftOut, Instant now) {
        int most = closed ? 1 : Math.min(window, limit);
        long away = unusedFor(PARKED_AT_MOST, now) ? 0 : parked;
        return new LaneView(
                key, running, rests(now) ? 0 : most, waiting.size(), away, leftOut, closed, until, reason.text());
    }
}
