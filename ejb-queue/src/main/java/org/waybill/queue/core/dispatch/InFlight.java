package org.waybill.queue.core.dispatch;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The orders this node has given out and the work it does. An order that nobody ever reports on (a lost JMS message, a
 * worker on another node) is forgotten when its lease ends, so that it cannot hold a place for ever; work that has begun
 * here keeps its lease alive.
 */
final class InFlight {

    private final Map<DeliveryOrder, Instant> given = new HashMap<>();
    private final Set<DeliveryOrder> begun = new HashSet<>();

    /** Why orders are to be passed over. */
    private final Map<DeliveryOrder, Parking> closed = new HashMap<>();

    synchronized void give(DeliveryOrder order, Instant leaseEnds) {
        given.put(order, leaseEnds);
    }

    synchronized void giveToPassOver(DeliveryOrder order, Parking why, Instant leaseEnds) {
        given.put(order, leaseEnds);
        closed.put(order, why);
    }

    /** Why an order is to be passed over; empty if it is not, or was given out by another process. */
    synchronized Optional<Parking> closed(DeliveryOrder order) {
        return Optional.ofNullable(closed.get(order));
    }

    /** How many orders are to be passed over, of those whose leases end after this time. */
    synchronized int passing(Instant leaseEndsAfter) {
        return (int) closed.keySet().stream()
                .filter(order -> given.getOrDefault(order, Instant.MIN).isAfter(leaseEndsAfter))
                .count();
    }

    synchronized void begin(DeliveryOrder order) {
        begun.add(order);
    }

    /** Returns how many orders are open now, or -1 if this one was not open. */
    synchronized int end(DeliveryOrder order) {
        begun.remove(order);
        closed.remove(order);
        return given.remove(order) == null ? -1 : given.size();
    }

    /** Whether other orders of the same claim and message are open; these are all of one. */
    synchronized boolean hasOthers(List<DeliveryOrder> orders) {
        DeliveryOrder one = orders.get(0);
        return given.keySet().stream()
                .anyMatch(other -> other.leaseToken() == one.leaseToken()
                        && other.message().equals(one.message())
                        && !orders.contains(other));
    }

    synchronized int size() {
        return given.size();
    }

    /** Notes the new end of the leases at work; returns their tokens. */
    synchronized Set<Long> renew(Instant leaseEnds) {
        Set<Long> atWork = new HashSet<>();
        for (DeliveryOrder order : begun) {
            atWork.add(order.leaseToken());
            given.replace(order, leaseEnds);
        }
        return atWork;
    }

    /** Forgets orders whose lease has ended; returns them. */
    synchronized List<DeliveryOrder> forget(Instant now) {
        List<DeliveryOrder> lost = given.entrySet().stream()
                .filter(entry -> entry.getValue().isBefore(now))
                .map(Map.Entry::getKey)
                .toList();
        lost.forEach(given::remove);
        lost.forEach(closed::remove);
        return lost;
    }
}
