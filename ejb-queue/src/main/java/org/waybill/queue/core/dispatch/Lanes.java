package org.waybill.queue.core.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.envelope.LaneKey;

/**
 * The orders for relays, one {@link Lane} for each way. Lanes take turns: whoever has waiting orders and may run one gets
 * one place, for a moment, then the next lane is asked, so that a lane with fifty thousand orders and one with a single
 * order get the same.
 */
public final class Lanes {

    /** More are only remembered while they have orders. */
    private static final int MOST = 10_000;

    /** From so many envelopes on, mail for a way that rests is left out: a quarter of a claim. */
    private static final int MANY = 64;

    /** A claim names all lanes that it leaves out. */
    private static final int MOST_LEFT_OUT = 200;

    private final Supplier<Capacity> capacity;
    private final Map<LaneKey, Lane> lanes = new LinkedHashMap<>();
    private final Map<DeliveryOrder, Place> running = new HashMap<>();
    private final Deque<Place> kept = new ArrayDeque<>();
    private final Deque<Lane> turns = new ArrayDeque<>();
    private final Set<Lane> leftOut = new LinkedHashSet<>();
    private final List<Evicted> evicted = new ArrayList<>();
    private int waiting;

    /**
     * A place among the running orders. The lane that has it keeps it for a few quick orders: a session with its host is
     * open, which would make room for another one's otherwise, only to be opened again when it is the lane's turn.
     *
     * @param orders how many the lane has had in a row, with the running one
     * @param since when it got the place
     */
    private record Place(Lane lane, int orders, Instant since) {

        private static final int MOST = 10;
        private static final Duration LONGEST = Duration.ofSeconds(1);

        boolean mayBeKept(Instant now) {
            return lane.tried() && orders < MOST && now.isBefore(since.plus(LONGEST));
        }

        Place again() {
            return new Place(lane, orders + 1, since);
        }
    }

    /** An order whose lane began to rest. */
    record Evicted(WaitingOrder order, Parking parking) {}

    /**
     * An order that its lane had no room for.
     *
     * @param parking where to park it
     * @param stays rather than that, it is left out with more of its kind: the lane takes it when there is room
     */
    record TurnedAway(Parking parking, boolean stays) {}

    /** A lane has room for so many envelopes of what is left out. */
    record Wanted(LaneKey lane, int envelopes) {}

    /** @param capacity as configured now */
    public Lanes(Supplier<Capacity> capacity) {
        this.capacity = capacity;
    }

    /** How much work there may be now. */
    Capacity capacity() {
        return capacity.get();
    }

    /** Takes an order in to wait for its turn, or turns it away. */
    synchronized Optional<TurnedAway> offer(WaitingOrder order, Instant now) {
        Capacity limits = capacity.get();
        Lane lane = lane(order.lane(), now);
        lane.seen(order, now);
        if (lane.restsLong(now) || !hasRoom(lane, limits)) {
            return Optional.of(turnAway(lane, order, now));
        }
        if (!lane.hasWaiting()) {
            turns.addLast(lane);
        }
        lane.add(order);
        waiting++;
        return Optional.empty();
    }

    private TurnedAway turnAway(Lane lane, WaitingOrder order, Instant now) {
        Parking parking = lane.parking(now);
        boolean rests = lane.restsLong(now);
        lane.turnedAway(order.envelopes());
        if (!rests || lane.turnedAway() > MANY) {
            leaveOut(lane);
        }
        boolean stays = !rests && leftOut.contains(lane);
        if (!stays) {
            lane.parked(order.envelopes());
        }
        return new TurnedAway(parking, stays);
    }

    private void leaveOut(Lane lane) {
        if (leftOut.size() < MOST_LEFT_OUT) {
            leftOut.add(lane);
        }
    }

    /** Lanes that more mail is due of than they have room for: whoever claims is to leave it where it is. */
    synchronized List<LaneKey> leftOut() {
        return leftOut.stream().map(Lane::key).toList();
    }

    /**
     * Which of them have room now.
     *
     * @param most about how many envelopes for each
     */
    synchronized List<Wanted> wanted(int most, Instant now) {
        Capacity limits = capacity.get();
        List<Wanted> wanted = new ArrayList<>();
        List<Lane> served = new ArrayList<>();
        int all = waiting;
        for (Lane lane : leftOut) {
            int wants = Math.min(most, wants(lane, all, limits, now));
            if (wants > 0) {
                wanted.add(new Wanted(lane.key(), wants));
                served.add(lane);
                all += wants;
            }
        }
        // where there is not enough for all, others are the first next time
        leftOut.removeAll(served);
        leftOut.addAll(served);
        return wanted;
    }

    /** @param all waiting orders, those that others want included */
    private static int wants(Lane lane, int all, Capacity limits, Instant now) {
        int wants = lane.wants(room(lane, limits), now);
        int left = limits.waiting() - all;
        return Math.min(wants, left > 0 ? left : firstFew(lane, all, limits));
    }

    /** Where everything is full of others' orders, each lane still has room for the few that it may begin with. */
    private static int firstFew(Lane lane, int all, Capacity limits) {
        return all < 2 * limits.waiting() ? Math.max(0, Lane.NARROW - lane.waitingOrders()) : 0;
    }

    /** Nobody knows any more what is due of which lane. */
    synchronized void leaveNothingOut() {
        leftOut.clear();
    }

    /** Nothing is due of a lane beyond what it was offered. */
    synchronized void exhausted(LaneKey key) {
        leftOut.remove(lanes.get(key));
    }

    private static int room(Lane lane, Capacity limits) {
        return lane.room(limits.waitingPerLane(), limits.waiting() / 4);
    }

    private boolean hasRoom(Lane lane, Capacity limits) {
        return waiting < limits.waiting() ? room(lane, limits) > 0 : firstFew(lane, waiting, limits) > 0;
    }

    private Lane lane(LaneKey key, Instant now) {
        if (lanes.size() >= MOST && !lanes.containsKey(key)) {
            forget();
        }
        return lanes.computeIfAbsent(key, newKey -> new Lane(newKey, now));
    }

    /** The open ones without orders; where all are closed, the oldest. */
    private void forget() {
        if (!forget(lane -> lane.idle() && !lane.closed(), Integer.MAX_VALUE)) {
            forget(Lane::idle, 1);
        }
    }

    private boolean forget(Predicate<Lane> which, int most) {
        List<Lane> forgotten = lanes.values().stream().filter(which).limit(most).toList();
        forgotten.forEach(leftOut::remove);
        return lanes.values().removeAll(forgotten);
    }

    /** The orders that may run now; from now on they do. */
    synchronized List<DeliveryOrder> next(Instant now) {
        Capacity limits = capacity.get();
        List<DeliveryOrder> next = new ArrayList<>();
        for (Place place = kept.poll(); place != null; place = kept.poll()) {
            Lane lane = place.lane();
            if (lane.hasWaiting() && lane.mayRun(now, limits.of(lane.key())) && running.size() < limits.relays()) {
                next.add(start(place, now));
                if (!lane.hasWaiting()) {
                    turns.remove(lane);
                }
            }
        }
        int untried = (int)
                running.values().stream().filter(place -> !place.lane().tried()).count();
        int inVain = 0;
        while (inVain < turns.size() && running.size() < limits.relays()) {
            Lane lane = turns.removeFirst();
            boolean may = lane.mayRun(now, limits.of(lane.key())) && (lane.tried() || untried < limits.untried());
            if (may) {
                untried += lane.tried() ? 0 : 1;
                next.add(start(new Place(lane, 1, now), now));
            }
            if (lane.hasWaiting()) {
                turns.addLast(lane);
            }
            inVain = may ? 0 : inVain + 1;
        }
        return next;
    }

    private DeliveryOrder start(Place place, Instant now) {
        DeliveryOrder order = place.lane().start(now);
        running.put(order, place);
        waiting--;
        return order;
    }

    /**
     * An order ended, or is given up without outcomes.
     *
     * @return whether somebody must look at the database: waiting orders must leave memory (see {@link #evicted}), or there is
     *     room for what is left out (see {@link #wanted})
     */
    synchronized boolean ended(DeliveryOrder order, List<Outcome> outcomes, Instant now) {
        Place place = running.remove(order);
        if (place == null) {
            return false;
        }
        Capacity limits = capacity.get();
        Lane lane = place.lane();
        lane.ended(order, outcomes, now, limits.of(lane.key()));
        if (place.mayBeKept(now)) {
            kept.add(place.again());
        }
        if (lane.restsLong(now) && lane.hasWaiting()) {
            turns.remove(lane);
            for (WaitingOrder out : lane.evict()) {
                evicted.add(new Evicted(out, lane.parking(now)));
                lane.parked(out.envelopes());
                waiting--;
            }
        }
        return !evicted.isEmpty() || (leftOut.contains(lane) && wants(lane, waiting, limits, now) > 0);
    }

    /** Those that began a rest while they waited; the caller gives them back. */
    synchronized List<Evicted> evicted() {
        List<Evicted> all = List.copyOf(evicted);
        evicted.clear();
        return all;
    }

    /** The leases of waiting orders. */
    synchronized Set<Long> leases() {
        Set<Long> tokens = new HashSet<>();
        turns.forEach(lane -> lane.leases(tokens));
        evicted.forEach(out -> tokens.add(out.order().order().leaseToken()));
        return tokens;
    }

    /** All lanes that have work or are closed, the busiest first. */
    public synchronized List<LaneView> list(Instant now) {
        Capacity limits = capacity.get();
        return lanes.values().stream()
                .map(lane -> lane.view(limits.of(lane.key()), leftOut.contains(lane), now))
                .filter(view -> view.running() + view.waiting() + view.parked() > 0 || view.leftOut() || view.closed())
                .sorted(Comparator.comparing((LaneView view) -> -(view.running() + view.waiting() + view.parked()))
                        .thenComparing(view -> view.key().text()))
                .toList();
    }

    /** An administrator knows better: no lane rests. */
    public synchronized void openAll() {
        lanes.values().forEach(Lane::open);
    }
}
