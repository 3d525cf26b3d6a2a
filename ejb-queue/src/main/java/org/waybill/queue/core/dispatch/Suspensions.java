package org.waybill.queue.core.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.deliver.ReplyLine;
import org.waybill.queue.core.deliver.Route;
import org.waybill.queue.core.dispatch.Suspension.Kind;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.LaneKey;

/**
 * The suspensions in force, in memory, so that each envelope is asked about without a query; whoever changes the rows
 * {@linkplain #replace replaces} them all.
 */
public final class Suspensions {

    private static final Duration RECHECK = Duration.ofMinutes(10);

    /** Envelopes looked at again per second for one suspension: a million of them must not keep the scheduler busy. */
    private static final int AGAIN_PER_SECOND = 100;

    /** For each suspension: a claim names all that it leaves out. */
    private static final int MOST_LEFT_OUT = 200;

    private volatile Snapshot current = new Snapshot(List.of(), Map.of());

    private record Snapshot(List<Suspension> all, Map<Kind, Map<String, InForce>> byKind) {
        Stream<InForce> inForce() {
            return byKind.values().stream().flatMap(byValue -> byValue.values().stream());
        }
    }

    /** @param seen what was parked for it since it is known here */
    private record InForce(Suspension suspension, Seen seen) {}

    /**
     * @param parked how many times
     * @param all of what everything is suspended: whoever claims is to leave it where it is
     */
    private record Seen(AtomicLong parked, Set<LaneKey> all) {
        Seen() {
            this(new AtomicLong(), ConcurrentHashMap.newKeySet());
        }
    }

    /** The rows as they are now. */
    public synchronized void replace(Collection<Suspension> suspensions) {
        Map<Long, Seen> known = new HashMap<>();
        current.inForce().forEach(one -> known.put(one.suspension().id(), one.seen()));
        Map<Kind, Map<String, InForce>> byKind = new EnumMap<>(Kind.class);
        for (Suspension suspension : suspensions) {
            Seen seen = known.getOrDefault(suspension.id(), new Seen());
            byKind.computeIfAbsent(suspension.kind(), none -> new HashMap<>())
                    .merge(SuspensionKey.of(suspension), new InForce(suspension, seen), Suspensions::longer);
        }
        current = new Snapshot(List.copyOf(suspensions), byKind);
    }

    private static InForce longer(InForce one, InForce other) {
        return one.suspension().end().isBefore(other.suspension().end()) ? other : one;
    }

    public List<Suspension> all() {
        return current.all();
    }

    /** Where to park an envelope that is suspended; empty if it is not. */
    Optional<Parking> parking(Envelope envelope, LaneKey lane, Instant now) {
        Optional<InForce> longest = longest(envelope, lane, now);
        longest.ifPresent(found -> all(found.suspension().kind(), envelope, lane)
                .filter(all -> found.seen().all().size() < MOST_LEFT_OUT)
                .ifPresent(found.seen().all()::add));
        return longest.map(found -> park(found, now));
    }

    /** What is suspended with an envelope and can be named. */
    private static Optional<LaneKey> all(Kind kind, Envelope envelope, LaneKey lane) {
        return switch (kind) {
            case ACTION -> Optional.of(new LaneKey(envelope.action(), ""));
            case DOMAIN ->
                Optional.of(
                        new LaneKey(envelope.action(), envelope.destination().domainKey()));
            case ROUTE -> Optional.of(lane);
            case SENDER -> Optional.empty();
        };
    }

    /** Nobody knows any more what is suspended altogether. */
    void leaveNothingOut() {
        current.inForce().forEach(one -> one.seen().all().clear());
    }

    /** What is known to be suspended altogether: whoever claims is to leave it where it is. */
    Set<LaneKey> leftOut(Instant now) {
        Set<LaneKey> leftOut = new HashSet<>();
        current.inForce()
                .filter(one -> one.suspension().inForce(now))
                .forEach(one -> leftOut.addAll(one.seen().all()));
        return leftOut;
    }

    /** Which one an envelope of an action would wait for now. */
    public Optional<Suspension> of(Envelope envelope, Action action, Instant now) {
        LaneKey lane = Route.of(action, envelope).lane(envelope.action());
        return longest(envelope, lane, now).map(InForce::suspension);
    }

    private Optional<InForce> longest(Envelope envelope, LaneKey lane, Instant now) {
        Map<Kind, Map<String, InForce>> byKind = current.byKind();
        if (byKind.isEmpty()) {
            return Optional.empty();
        }
        return Stream.of(
                        find(byKind, Kind.ACTION, envelope.action().value()),
                        find(byKind, Kind.ROUTE, lane.text()),
                        find(byKind, Kind.DOMAIN, envelope.destination().domainKey()),
                        find(byKind, Kind.SENDER, SuspensionKey.ofSender(envelope.sender())),
                        find(byKind, Kind.SENDER, SuspensionKey.ofSenderDomain(envelope.sender())))
                .flatMap(Optional::stream)
                .filter(found -> found.suspension().inForce(now))
                .reduce(Suspensions::longer);
    }

    private static Optional<InForce> find(Map<Kind, Map<String, InForce>> byKind, Kind kind, String value) {
        return Optional.ofNullable(Objects.requireNonNullElse(byKind.get(kind), Map.<String, InForce>of())
                .get(value));
    }

    private static Parking park(InForce found, Instant now) {
        Duration recheck = RECHECK.plusSeconds(found.seen().parked().incrementAndGet() / AGAIN_PER_SECOND);
        Instant again = now.plus(recheck);
        Instant end = found.suspension().end();
        return Parking.at(
                now,
                end.isBefore(again) ? end : again,
                ReplyLine.ours("451 4.3.2 Suspended: " + found.suspension().reason()));
    }
}
