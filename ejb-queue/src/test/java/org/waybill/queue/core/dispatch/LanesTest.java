package org.waybill.queue.core.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.ReplyLine;
import org.waybill.queue.core.relay.MtaLimits;

class LanesTest extends LanesAtWork {

    @Test
    void lanesTakeTurns() {
        offer("a", 10);
        offer("b", 2);
        offer("c", 1);
        assertEquals(List.of("a", "b", "c", "a", "b", "a", "a"), next(), "and of an unknown host, four at a time");
    }

    /** What runs one after the other where there is one place, and each order takes a while. */
    private List<String> oneAfterTheOther(int orders, Duration each) {
        capacity = new Capacity(1, 1, MtaLimits.STANDARD);
        run("a", DELIVERED);
        run("b", DELIVERED);
        assertEquals(List.of(), lanes.next(now));
        offer("a", 4);
        offer("b", 4);
        List<String> order = new ArrayList<>();
        for (int i = 0; i < orders; i++) {
            DeliveryOrder running = lanes.next(now).get(0);
            order.add(domains.getOrDefault(running, "?"));
            offer(order.get(i), 1);
            now = now.plus(each);
            lanes.ended(running, List.of(DELIVERED), now);
        }
        return order;
    }

    @Test
    void aLaneKeepsItsPlaceForTenQuickOrders() {
        List<String> order = oneAfterTheOther(22, Duration.ofMillis(20));
        assertEquals("a".repeat(10) + "b".repeat(10) + "aa", String.join("", order));
    }

    @Test
    void aSlowLaneGivesItsPlaceAwayAfterASecond() {
        List<String> order = oneAfterTheOther(9, Duration.ofMillis(400));
        assertEquals("aaabbbaaa", String.join("", order));
    }

    @Test
    void aHostThatAnswersGetsMoreAtATimeAndOneThatDefersGetsLess() {
        offer("a", 50);
        List<DeliveryOrder> running = new ArrayList<>(lanes.next(now));
        assertEquals(4, running.size());
        for (int i = 0; i < 4; i++) {
            lanes.ended(running.get(i), List.of(DELIVERED), now);
        }
        running = new ArrayList<>(lanes.next(now));
        assertEquals(8, running.size());
        running.forEach(order -> lanes.ended(order, List.of(DEFERRED), now));
        assertEquals(4, lanes.next(now).size());
    }

    @ParameterizedTest(name = "{1} of {0} workers")
    @CsvSource({
        "64, 20", // as many as may have a session with one host
        "32, 12" // half of three quarters
    })
    void noLaneHasMoreThanItsLimitOrHalfOfThePlaces(int workers, int running) {
        capacity = new Capacity(512, workers, MtaLimits.STANDARD);
        for (int i = 0; i < 300; i++) {
            run("a", DELIVERED);
        }
        offer("a", 90);
        assertEquals(running, next().size());
    }

    @Test
    void lanesThatNeverDeliveredLeaveHalfOfThePlacesToOthers() {
        for (int i = 0; i < 20; i++) {
            run("good", DELIVERED);
        }
        for (int i = 0; i < 50; i++) {
            offer("dead" + i, 10);
        }
        assertEquals(24, next().size());
        offer("good", 100);
        assertEquals(List.of("good"), next().stream().distinct().toList());
        assertEquals(20, view("good").running());
    }

    @Test
    void aClosedWayRestsAndIsProbedByOne() {
        offer("a", 30);
        List<DeliveryOrder> running = lanes.next(now);
        assertFalse(lanes.ended(running.get(0), List.of(closed(10)), now), "so short a rest is waited for in memory");
        assertEquals(List.of(), next());
        running.subList(1, 4).forEach(order -> lanes.ended(order, List.of(), now));
        now = now.plusSeconds(10);
        List<DeliveryOrder> probe = lanes.next(now);
        assertEquals(1, probe.size());
        assertEquals(List.of(), next());
        lanes.ended(probe.get(0), List.of(), now);
        probe = lanes.next(now);
        assertEquals(1, probe.size(), "nothing is known: the next one probes");
        lanes.ended(probe.get(0), List.of(DELIVERED), now);
        assertEquals(5, next().size(), "it is open");
    }

    @Test
    void whatWaitsForALongRestLeavesMemory() {
        offer("a", 30);
        DeliveryOrder first = lanes.next(now).get(0);
        assertTrue(lanes.ended(first, List.of(closed(60)), now));
        List<Lanes.Evicted> evicted = lanes.evicted();
        assertEquals(26, evicted.size());
        assertEquals(
                Set.of(now.plusSeconds(60)),
                Set.copyOf(evicted.stream().map(out -> out.parking().due()).toList()));
        assertEquals("451 4.4.1 Host rests", evicted.get(0).parking().reason().text());
        assertEquals(List.of(), lanes.evicted());
        assertEquals(Optional.of(now.plusSeconds(60)), offer("a").map(Parking::due));
        assertEquals(27, view("a").parked());
    }

    @Test
    void thousandsAreNotAllDueAtTheEndOfTheRest() {
        run("a", closed(60));
        Instant last = now;
        for (int i = 0; i < 5000; i++) {
            last = offer("a").orElseThrow().due();
        }
        Duration parked = Duration.between(now, last);
        assertEquals(112, parked.toSeconds(), "60 s and 5000 at 100 a second, coarse");
    }

    @Test
    void aLaneThatIsKnownToBeFastHasRoomForTwoSecondsOfWork() {
        offer("a", 100);
        List<DeliveryOrder> running = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            running.addAll(lanes.next(now));
            now = now.plusMillis(5);
            lanes.ended(running.remove(0), List.of(DELIVERED), now);
        }
        offer("a", 300);
        for (int i = 0; i < 200; i++) {
            offer("a");
        }
        Duration parked = Duration.between(now, offer("a").orElseThrow().due());
        assertTrue(parked.compareTo(Duration.ofSeconds(3)) <= 0, parked.toString());
    }

    @Test
    void aFullMemoryStillHasRoomForTheFirstOfALane() {
        capacity = new Capacity(10, 64, MtaLimits.STANDARD);
        offer("a", 80);
        assertTrue(offer("a").isPresent());
        offer("b", 4);
        assertTrue(offer("b").isPresent());
    }

    private static Outcome crowded(Instant until) {
        return new Outcome.Postponed("relay", ReplyLine.ours("451 4.4.5 As many sessions as may be"), until, true);
    }

    @Test
    void aCrowdedLaneGetsAsManyPlacesAsItHasAndWidensTheMoreSlowly() {
        offer("a", 90);
        List<DeliveryOrder> running = new ArrayList<>(lanes.next(now));
        lanes.ended(running.remove(3), List.of(crowded(now.plusSeconds(1))), now);
        lanes.ended(running.remove(2), List.of(crowded(now.plusSeconds(1))), now);
        assertEquals(List.of(), next(), "two is all it may have");
        assertFalse(view("a").closed());
        assertEquals(2, view("a").limit());
        for (int mails = 1; mails <= 4; mails++) {
            lanes.ended(running.remove(0), List.of(DELIVERED), now);
            List<DeliveryOrder> more = lanes.next(now);
            assertEquals(mails < 4 ? 1 : 2, more.size(), "after " + mails);
            running.addAll(more);
        }
    }

    @Test
    void aLaneWhoseHostIsFullOfOthersLooksAgainLater() {
        offer("a", 90);
        List<DeliveryOrder> running = lanes.next(now);
        running.forEach(order -> lanes.ended(order, List.of(crowded(now.plusSeconds(1))), now));
        assertEquals(List.of(), next());
        now = now.plusSeconds(1);
        assertEquals(1, next().size());
    }

    @Test
    void aClosedWayIsProbedThoughAnOldOrderStillRuns() {
        offer("a", 30);
        List<DeliveryOrder> running = lanes.next(now);
        lanes.ended(running.get(0), List.of(closed(10)), now);
        now = now.plusSeconds(10);
        List<DeliveryOrder> probe = lanes.next(now);
        assertEquals(1, probe.size());
        assertEquals(List.of(), next());
        lanes.ended(running.get(1), List.of(), now);
        assertEquals(List.of(), next(), "that was not the probe");
        lanes.ended(probe.get(0), List.of(DELIVERED), now);
        assertEquals(3, next().size(), "five with two that still run");
    }

    @Test
    void waitingOrdersKeepTheirLeases() {
        offer("a", 20);
        lanes.next(now);
        assertEquals(Set.of(1L, 2L), lanes.leases());
    }

    @Test
    void forgetsIdleLanesWhenThereAreTooMany() {
        for (int i = 0; i < 10_050; i++) {
            run("d" + i, closed(3600));
        }
        assertEquals(10_000, lanes.list(now).size());
    }

    @Test
    void anAdministratorOpensAllLanes() {
        run("a", closed(3600));
        lanes.openAll();
        offer("a", 1);
        assertEquals(List.of("a"), next());
    }

    @Test
    void aLaneIsNamedByActionAndHop() {
        assertEquals("out example.org", key("example.org").text());
        assertEquals("out", key("").text());
    }
}
