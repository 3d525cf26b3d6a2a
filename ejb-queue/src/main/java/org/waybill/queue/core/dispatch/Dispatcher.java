package org.waybill.queue.core.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.waybill.queue.core.action.ActionBook;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.envelope.Lease;
import org.waybill.queue.core.envelope.MailQueue;
import org.waybill.queue.core.envelope.QueuedMail;

/**
 * Claims what is due and gives it out, one order for each message and next hop. Local work is given out at once while there
 * are places for it; orders for relays wait for their turn in {@link Lanes}; what neither runs nor may wait stays in the
 * database, where {@link Claims} leave it out so that it does not stand before others. One sweep at a time; a call while one
 * runs makes it look once more.
 *
 * <p>Orders that end on this machine travel together, since one takes less time than its message. An order for a relay
 * travels alone: nobody knows how long it takes, and it would hold up those behind it. Nothing is lost by that: its session
 * is kept by the agent for whoever needs it next, and its commit is shared by {@link SettlementGroup}.
 *
 * <p>The grouping is only for the workers' sake: the worker resolves the action again, so an edit between claim and attempt
 * counts.
 */
public final class Dispatcher {

    /** Long enough for a worker to begin; prolonged while an order waits or is worked on. */
    static final Duration LEASE = Duration.ofMinutes(10);

    /** What nobody has taken up for so long was lost on its way to the workers. */
    private static final Duration LOST = Duration.ofMinutes(1);

    /** Of claims in one sweep. */
    private static final int ROUNDS = 16;

    /** Whoever sweeps has other work too. */
    private static final int SWEEPS = 8;

    private final MailQueue queue;
    private final Supplier<? extends ActionBook> actions;
    private final Lanes lanes;
    private final Suspensions suspensions;
    private final Consumer<List<DispatchMessage.Work>> workers;
    private final InstantSource clock;
    private final String owner;
    private final AtomicLong tokens;
    private final InFlight inFlight = new InFlight();
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();
    private final Claims claims;

    /**
     * @param workers takes orders; may drop them: their leases end
     * @param owner the name of this node and process, for leases
     * @param firstToken where lease tokens start; must not repeat those of an earlier process
     */
    public Dispatcher(
            MailQueue queue,
            Supplier<? extends ActionBook> actions,
            Lanes lanes,
            Suspensions suspensions,
            Consumer<List<DispatchMessage.Work>> workers,
            InstantSource clock,
            String owner,
            long firstToken) {
        this.queue = queue;
        this.actions = actions;
        this.lanes = lanes;
        this.suspensions = suspensions;
        this.workers = workers;
        this.clock = clock;
        this.owner = owner;
        this.tokens = new AtomicLong(firstToken);
        this.claims = new Claims(queue, actions, lanes, suspensions, clock);
    }

    /** Gives out what is due now; what takes very long goes on with the next call. */
    public void dispatch() {
        again.set(true);
        for (int sweep = 0; sweep < SWEEPS && again.get() && sweeping.compareAndSet(false, true); sweep++) {
            try {
                again.set(false);
                sweep();
            } finally {
                sweeping.set(false);
            }
        }
    }

    private void sweep() {
        claims.follow();
        boolean more = true;
        for (int round = 0; more && round < ROUNDS; round++) {
            giveBackEvicted();
            giveOut(List.of(), clock.instant());
            more = takeLeftOut();
            if (inFlight.size() < capacity()) {
                Claimed due = claim(claims::due);
                more |= due.isFull() && (due.placed() > 0 || claims.leavesMoreOut(clock.instant()));
                if (looksBack()) {
                    Claimed passed = claim(claims::passed);
                    if (passed.isFull() && passed.placed() == 0) {
                        claims.passOn();
                    }
                    more |= looksBack();
                }
            }
        }
        if (more) {
            again.set(true);
        }
    }

    /** Much that expires together must not stand before what can leave. */
    private boolean looksBack() {
        Instant now = clock.instant();
        return claims.looksBack(now) && inFlight.passing(now.plus(LEASE).minus(LOST)) < Claims.MOST;
    }

    /** For lanes that have room; returns whether there was any. */
    private boolean takeLeftOut() {
        boolean any = false;
        for (Lanes.Wanted wanted : claims.wanted(clock.instant())) {
            any |= claim((now, lease) -> claims.leftOut(wanted, now, lease)).placed() > 0;
        }
        return any;
    }

    /**
     * What came of a claim.
     *
     * @param placed those that were not given back as they were
     */
    private record Claimed(int envelopes, int placed) {
        /** Whether there is likely to be more. Where none was placed, it may be the same. */
        boolean isFull() {
            return envelopes >= Claims.MOST;
        }
    }

    private Claimed claim(BiFunction<Instant, Lease, List<QueuedMail>> which) {
        Instant now = clock.instant();
        Lease lease = newLease(now);
        return sort(which.apply(now, lease), lease, now);
    }

    private Claimed sort(List<QueuedMail> mails, Lease lease, Instant now) {
        Sorting sorting = new Sorting(actions.get(), lanes, suspensions, lease, now);
        int envelopes = 0;
        for (QueuedMail mail : mails) {
            envelopes += mail.envelopes().size();
            sorting.add(mail);
        }
        queue.postpone(lease.token(), sorting.parked());
        queue.giveBack(lease.token(), sorting.unchanged());
        giveOut(sorting.local(), now);
        passOver(sorting.passedOver());
        return new Claimed(envelopes, envelopes - sorting.unchanged().size());
    }

    private int capacity() {
        return lanes.capacity().orders();
    }

    /** A fresh lease of this node, also for orders of the console. */
    public Lease newLease(Instant now) {
        return new Lease(tokens.incrementAndGet(), owner, now.plus(LEASE));
    }

    private void giveOut(List<DispatchMessage.Deliver> local, Instant now) {
        List<DispatchMessage.Work> messages = new ArrayList<>(local);
        for (DeliveryOrder order : lanes.next(now)) {
            messages.add(new DispatchMessage.Deliver(List.of(order)));
        }
        if (!messages.isEmpty()) {
            Instant leaseEnds = now.plus(LEASE);
            messages.forEach(message -> message.orders().forEach(order -> inFlight.give(order, leaseEnds)));
            workers.accept(messages);
        }
    }

    /** A report for each takes its time, so that is for workers too. */
    private void passOver(Map<DeliveryOrder, Parking> orders) {
        Instant leaseEnds = clock.instant().plus(LEASE);
        orders.forEach((order, why) -> inFlight.giveToPassOver(order, why, leaseEnds));
        Map<Long, List<DeliveryOrder>> byLease =
                orders.keySet().stream().collect(Collectors.groupingBy(DeliveryOrder::leaseToken));
        List<DispatchMessage.Work> messages = new ArrayList<>();
        for (List<DeliveryOrder> ofOneLease : byLease.values()) {
            for (int i = 0; i < ofOneLease.size(); i += Sorting.TOGETHER) {
                int end = Math.min(i + Sorting.TOGETHER, ofOneLease.size());
                messages.add(new DispatchMessage.PassOver(ofOneLease.subList(i, end)));
            }
        }
        if (!messages.isEmpty()) {
            workers.accept(messages);
        }
    }

    /** Why an order is to be passed over; empty if nobody knows any more. */
    Optional<Parking> closed(DeliveryOrder order) {
        return inFlight.closed(order);
    }

    /** What waited for a way that was then found closed. */
    private void giveBackEvicted() {
        Map<Long, Map<Instant, List<EnvelopeId>>> parked = new HashMap<>();
        Map<DeliveryOrder, Parking> passedOver = new LinkedHashMap<>();
        Instant now = clock.instant();
        for (Lanes.Evicted evicted : lanes.evicted()) {
            DeliveryOrder order = evicted.order().order();
            Optional<Parking> alone =
                    evicted.parking().within(now, evicted.order().latest());
            if (alone.isPresent()) {
                parked.computeIfAbsent(order.leaseToken(), none -> new TreeMap<>())
                        .computeIfAbsent(alone.get().due(), none -> new ArrayList<>())
                        .addAll(order.envelopes());
            } else {
                passedOver.put(order, evicted.parking());
            }
        }
        parked.forEach(queue::postpone);
        passOver(passedOver);
    }

    /** A worker takes an order up. */
    public void begun(DeliveryOrder order) {
        inFlight.begin(order);
    }

    /** A leased mail without what was suspended since it was claimed, which is given back for the next look. */
    Optional<QueuedMail> withoutSuspended(QueuedMail leased, long leaseToken) {
        Instant now = clock.instant();
        ActionBook book = actions.get();
        Map<Boolean, List<Envelope>> parts = leased.envelopes().stream()
                .collect(Collectors.partitioningBy(envelope -> book.resolve(envelope.action())
                        .flatMap(definition -> suspensions.of(envelope, definition.delivery(), now))
                        .isPresent()));
        List<Envelope> suspended = parts.getOrDefault(true, List.of());
        if (suspended.isEmpty()) {
            return Optional.of(leased);
        }
        queue.giveBack(leaseToken, suspended.stream().map(Envelope::id).toList());
        List<Envelope> others = parts.getOrDefault(false, List.of());
        return others.isEmpty() ? Optional.empty() : Optional.of(new QueuedMail(leased.message(), others));
    }

    /** Whether other orders of the same claim and message are given out and not ended. */
    public boolean hasOthers(List<DeliveryOrder> orders) {
        return inFlight.hasOthers(orders);
    }

    /**
     * An order was tried, and its way is free for others; it is to be {@linkplain #ended ended} when that is written down.
     *
     * @param outcomes what came of it; none where nothing was tried or the attempt broke
     */
    public void attempted(DeliveryOrder order, List<Outcome> outcomes) {
        Instant now = clock.instant();
        boolean look = lanes.ended(order, outcomes, now);
        giveOut(List.of(), now);
        if (look) {
            dispatch();
        }
    }

    /**
     * What came of an order is written down, or never will be.
     *
     * @return whether half of all places are free now, so that somebody should {@linkplain #dispatch look}; not the caller, who
     *     writes down for others
     */
    public boolean ended(DeliveryOrder order) {
        return inFlight.end(order) == capacity() / 2;
    }

    /** Keeps the leases of work under way alive; to be called several times within {@link #LEASE}. */
    public void renewLeases() {
        Instant now = clock.instant();
        Instant until = now.plus(LEASE);
        Set<Long> alive = new HashSet<>(inFlight.renew(until));
        alive.addAll(lanes.leases());
        if (!alive.isEmpty()) {
            queue.renew(alive, until);
        }
        inFlight.forget(now).forEach(lost -> lanes.ended(lost, List.of(), now));
    }
}
