package org.waybill.queue.core.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.relay.MtaLimits;
import org.waybill.smtp.MessageId;

/** Mail that lanes have no room for, which stays in the database. */
class LanesLeftOutTest extends LanesAtWork {

    private boolean stays(String domain) {
        DeliveryOrder order = new DeliveryOrder(1, new MessageId(++lastId), List.of(1));
        return lanes.offer(new WaitingOrder(order, key(domain), Instant.MAX, false), now)
                .orElseThrow()
                .stays();
    }

    @Test
    void whatAFullLaneHasNoRoomForIsLeftOut() {
        offer("a", 100);
        assertEquals(List.of(), lanes.leftOut());
        assertTrue(stays("a"));
        assertEquals(List.of(key("a")), lanes.leftOut());
        assertTrue(view("a").leftOut());
        assertEquals(0, view("a").parked());
        lanes.exhausted(key("a"));
        assertEquals(List.of(), lanes.leftOut());
    }

    @Test
    void ofALaneThatIsNotKnownToMoveEnvelopesAreCounted() {
        for (int i = 0; i < 2; i++) {
            assertEquals(Optional.empty(), offerToMany("a", 50));
        }
        assertTrue(stays("a"));
        assertEquals(2, next().size());
        assertEquals(Optional.empty(), offerToMany("a", 1000), "one finds room in an empty lane");
        assertTrue(stays("a"));
        run("b", DELIVERED);
        for (int i = 0; i < 99; i++) {
            assertEquals(Optional.empty(), offerToMany("b", 50));
        }
    }

    private Optional<Lanes.TurnedAway> offerToMany(String domain, int recipients) {
        List<Integer> numbers = IntStream.rangeClosed(1, recipients).boxed().toList();
        DeliveryOrder order = new DeliveryOrder(1, new MessageId(++lastId), numbers);
        return lanes.offer(new WaitingOrder(order, key(domain), Instant.MAX, false), now);
    }

    @Test
    void whatIsForARestingLaneIsParkedAndLeftOutWhereItIsMuch() {
        run("a", closed(60));
        for (int i = 0; i < 64; i++) {
            assertFalse(stays("a"));
            assertEquals(List.of(), lanes.leftOut());
        }
        assertFalse(stays("a"), "somebody had a reason to claim it");
        assertEquals(List.of(key("a")), lanes.leftOut());
        assertEquals(65, view("a").parked());
    }

    @Test
    void whereTooManyLanesAreLeftOutTheOthersAreParked() {
        leaveOutAsManyLanesAsMayBe();
        offer("a", 100);
        assertFalse(stays("a"));
        assertEquals(200, lanes.leftOut().size());
    }

    @Test
    void whereNoMoreIsLeftOutAFullLaneSendsTheRestBackLaterTheMoreThereAre() {
        leaveOutAsManyLanesAsMayBe();
        offer("a", 100);
        assertEquals(Optional.of(now.plusSeconds(1)), offer("a").map(Parking::due));
        for (int i = 0; i < 5500; i++) {
            offer("a");
        }
        assertEquals(Optional.of(now.plusSeconds(13)), offer("a").map(Parking::due), "5500 at 500 a second, coarse");
        for (int i = 0; i < 100_000; i++) {
            offer("a");
        }
        Instant last = offer("a").orElseThrow().due();
        assertTrue(last.isBefore(now.plus(Duration.ofMinutes(33))), last.toString());
    }

    private void leaveOutAsManyLanesAsMayBe() {
        for (int i = 0; i < 200; i++) {
            run("d" + i, closed(3600));
            for (int more = 0; more < 65; more++) {
                assertTrue(offer("d" + i).isPresent());
            }
        }
        assertEquals(200, lanes.leftOut().size());
    }

    private void fill(String domain) {
        offer(domain, 100);
        assertTrue(stays(domain));
    }

    @Test
    void aLaneThatMovesWantsWhatIsLeftOutBeforeItHasNoWork() {
        fill("a");
        assertEquals(List.of(), lanes.wanted(256, now));
        List<DeliveryOrder> running = new ArrayList<>(lanes.next(now));
        boolean wants = false;
        int ended = 0;
        while (!wants) {
            wants = lanes.ended(running.remove(0), List.of(DELIVERED), now);
            running.addAll(lanes.next(now));
            ended++;
        }
        assertTrue(ended > 20 && ended < 100, ended + " had ended");
        Lanes.Wanted wanted = lanes.wanted(256, now).get(0);
        assertEquals(key("a"), wanted.lane());
        assertTrue(wanted.envelopes() > 60 && wanted.envelopes() <= 100, wanted + " of room for a hundred");
        lanes.ended(running.remove(0), List.of(closed(60)), now);
        assertEquals(List.of(), lanes.wanted(256, now), "it rests");
    }

    @Test
    void aLaneWantsAProbeWhenItsRestIsOver() {
        run("a", closed(60));
        for (int i = 0; i < 65; i++) {
            offer("a");
        }
        assertEquals(List.of(), lanes.wanted(256, now));
        now = now.plusSeconds(60);
        assertEquals(List.of(new Lanes.Wanted(key("a"), Lane.NARROW)), lanes.wanted(256, now));
        offer("a", 1);
        assertEquals(List.of(), lanes.wanted(256, now), "it has one");
        DeliveryOrder probe = lanes.next(now).get(0);
        assertEquals(List.of(), lanes.wanted(256, now), "it is out");
        assertTrue(lanes.ended(probe, List.of(DELIVERED), now), "there is room for more");
    }

    @Test
    void noMoreIsWantedThanTheMemoryHolds() {
        capacity = new Capacity(10, 64, MtaLimits.STANDARD);
        List.of("a", "b", "c", "d").forEach(domain -> offer(domain, 20));
        assertTrue(stays("a"));
        Deque<DeliveryOrder> running = new ArrayDeque<>(lanes.next(now));
        while (lanes.wanted(256, now).isEmpty()) {
            lanes.ended(running.remove(), List.of(DELIVERED), now);
            running.addAll(lanes.next(now));
        }
        int waiting = lanes.list(now).stream().mapToInt(LaneView::waiting).sum();
        assertEquals(List.of(new Lanes.Wanted(key("a"), 80 - waiting)), lanes.wanted(256, now));
        assertEquals(List.of(new Lanes.Wanted(key("a"), 7)), lanes.wanted(7, now));
    }

    @Test
    void whereTheMemoryIsFullALaneStillWantsTheFewThatItMayBeginWith() {
        capacity = new Capacity(10, 64, MtaLimits.STANDARD);
        offer("a", 80);
        offer("b", 4);
        assertTrue(stays("b"));
        lanes.next(now).forEach(order -> lanes.ended(order, List.of(), now));
        while (view("b").waiting() > 0) {
            lanes.next(now).forEach(order -> lanes.ended(order, List.of(), now));
            offer("a", 80 - view("a").waiting() - view("b").waiting());
        }
        assertEquals(List.of(new Lanes.Wanted(key("b"), Lane.NARROW)), lanes.wanted(256, now));
    }

    @Test
    void mailThatWasDueBeforeIsLeftOutOfARestingLaneToo() {
        run("a", closed(60));
        for (int i = 0; i < 65; i++) {
            DeliveryOrder order = new DeliveryOrder(1, new MessageId(++lastId), List.of(1));
            assertTrue(lanes.offer(new WaitingOrder(order, key("a"), Instant.MAX, true), now)
                    .isPresent());
        }
        assertEquals(List.of(key("a")), lanes.leftOut());
    }

    @Test
    void aLaneThatIsForgottenIsLeftOutNoLonger() {
        for (int i = 0; i < 10_050; i++) {
            run("d" + i, closed(3600));
            for (int more = 0; i == 0 && more < 65; more++) {
                assertTrue(offer("d0").isPresent());
            }
        }
        assertEquals(List.of(), lanes.leftOut());
    }

    @Test
    void anEditedConfigurationLeavesNothingOut() {
        fill("a");
        lanes.leaveNothingOut();
        assertEquals(List.of(), lanes.leftOut());
    }
}
