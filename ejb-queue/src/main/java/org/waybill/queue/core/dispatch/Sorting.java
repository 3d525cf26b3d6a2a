package org.waybill.queue.core.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.core.action.ActionBook;
import org.waybill.queue.core.action.ActionDefinition;
import org.waybill.queue.core.deliver.Route;
import org.waybill.queue.core.dispatch.Lanes.TurnedAway;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.envelope.LaneKey;
import org.waybill.queue.core.envelope.Lease;
import org.waybill.queue.core.envelope.QueuedMail;
import org.waybill.queue.core.envelope.StoredMessage;

/**
 * What becomes of the envelopes of one claim: local work at once, what relays may take in waits in its lane, the rest is
 * parked; and what can be neither tried nor left alone is passed over.
 */
final class Sorting {

    /** Orders in one message that are carried out on this machine. */
    static final int TOGETHER = 16;

    private final ActionBook book;
    private final Lanes lanes;
    private final Suspensions suspensions;
    private final Lease lease;
    private final Instant now;
    private final List<DispatchMessage.Deliver> local = new ArrayList<>();
    private final List<DeliveryOrder> open = new ArrayList<>();
    private final Map<Instant, List<EnvelopeId>> parked = new TreeMap<>();
    private final List<EnvelopeId> unchanged = new ArrayList<>();
    private final Map<DeliveryOrder, Parking> passedOver = new LinkedHashMap<>();

    /** Envelopes of a message with the same way: those of one definition share it, those of no definition have none. */
    private record Way(@Nullable LaneKey lane, @Nullable Route route) {}

    Sorting(ActionBook book, Lanes lanes, Suspensions suspensions, Lease lease, Instant now) {
        this.book = book;
        this.lanes = lanes;
        this.suspensions = suspensions;
        this.lease = lease;
        this.now = now;
    }

    void add(QueuedMail mail) {
        Map<Way, List<Envelope>> ways = new LinkedHashMap<>();
        for (Envelope envelope : mail.envelopes()) {
            Optional<ActionDefinition> definition = book.resolve(envelope.action());
            Way way = definition.map(found -> way(envelope, found)).orElse(new Way(null, null));
            if (way.lane() == null || !suspended(mail.message(), envelope, way.lane())) {
                ways.computeIfAbsent(way, none -> new ArrayList<>()).add(envelope);
            }
        }
        ways.forEach((way, envelopes) -> add(mail.message(), way, envelopes));
    }

    private static Way way(Envelope envelope, ActionDefinition definition) {
        Route route = Route.of(definition.delivery(), envelope);
        return new Way(route.lane(definition.name()), route);
    }

    private boolean suspended(StoredMessage message, Envelope envelope, LaneKey lane) {
        Optional<Parking> parking = suspensions.parking(envelope, lane, now);
        parking.ifPresent(found -> park(message, List.of(envelope), found));
        return parking.isPresent();
    }

    private void add(StoredMessage message, Way way, List<Envelope> envelopes) {
        DeliveryOrder order = order(message, envelopes);
        LaneKey lane = way.lane();
        Route route = way.route();
        if (lane == null || route == null || route.local()) {
            addLocal(order);
            return;
        }
        boolean again = envelopes.get(0).due().isAfter(envelopes.get(0).created());
        lanes.offer(new WaitingOrder(order, lane, latestLook(envelopes), again), now)
                .ifPresent(turned -> turnedAway(message, envelopes, turned));
    }

    private DeliveryOrder order(StoredMessage message, List<Envelope> envelopes) {
        return new DeliveryOrder(
                lease.token(),
                message.id(),
                envelopes.stream().map(envelope -> envelope.id().number()).toList());
    }

    private void turnedAway(StoredMessage message, List<Envelope> envelopes, TurnedAway turned) {
        if (turned.stays() && latestLook(envelopes).isAfter(now)) {
            envelopes.forEach(envelope -> unchanged.add(envelope.id()));
        } else {
            park(message, envelopes, turned.parking());
        }
    }

    private void addLocal(DeliveryOrder order) {
        open.add(order);
        if (open.size() == TOGETHER) {
            close();
        }
    }

    private void close() {
        if (!open.isEmpty()) {
            local.add(new DispatchMessage.Deliver(open));
            open.clear();
        }
    }

    private void park(StoredMessage message, List<Envelope> envelopes, Parking parking) {
        Optional<Parking> alone = parking.within(now, latestLook(envelopes));
        if (alone.isPresent()) {
            parked.computeIfAbsent(alone.get().due(), none -> new ArrayList<>())
                    .addAll(envelopes.stream().map(Envelope::id).toList());
        } else {
            passedOver.put(order(message, envelopes), parking);
        }
    }

    /** Until then all of them may be left alone. */
    private Instant latestLook(List<Envelope> envelopes) {
        return envelopes.stream()
                .flatMap(envelope -> book.resolve(envelope.action()).stream()
                        .map(definition -> definition.milestones().latestLook(envelope)))
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }

    /** Orders that end on this machine. */
    List<DispatchMessage.Deliver> local() {
        close();
        return List.copyOf(local);
    }

    /** What is given back, by the time when it is due. */
    Map<Instant, List<EnvelopeId>> parked() {
        return parked;
    }

    /** What is given back as it was. */
    List<EnvelopeId> unchanged() {
        return unchanged;
    }

    /** What is settled without an attempt, and why. */
    Map<DeliveryOrder, Parking> passedOver() {
        return passedOver;
    }
}
