package org.waybill.queue.core.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.action.LocalMethod;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.envelope.EnvelopeState;
import org.waybill.queue.core.envelope.InMemoryMailQueue;
import org.waybill.queue.core.envelope.Mails;
import org.waybill.queue.core.envelope.QueuedMail;
import org.waybill.queue.core.envelope.Settlement;
import org.waybill.queue.core.relay.MtaLimits;
import org.waybill.queue.core.users.Everybody;

class DispatcherTest {

    private final InMemoryMailQueue queue = new InMemoryMailQueue();
    private final List<DeliveryOrder> given = new ArrayList<>();
    private final List<DispatchMessage.Deliver> messages = new ArrayList<>();
    private final List<String> passedOver = new ArrayList<>();
    private final Suspensions suspensions = new Suspensions();
    private Instant now = Mails.NOW;
    private long revision = 1;
    private Optional<Action> action = Optional.of(new Action.Discard());

    private Dispatcher dispatcher(int capacity) {
        return new Dispatcher(
                queue,
                () -> new OneAction(revision, action),
                new Lanes(() -> new Capacity(capacity, 128, MtaLimits.STANDARD)),
                suspensions,
                this::take,
                (leased, token, reply, until) ->
                        passedOver.add(leased.envelopes().get(0).id() + " " + reply),
                () -> now,
                "node-0-1",
                100);
    }

    private void take(List<DispatchMessage.Deliver> taken) {
        messages.addAll(taken);
        taken.forEach(message -> given.addAll(message.orders()));
    }

    @Test
    void givesOutWhatIsDueAndNothingElse() {
        queue.store(List.of(Mails.mail(1, 1), Mails.due(Mails.mail(2, 1), now.plusSeconds(1))));
        Dispatcher dispatcher = dispatcher(10);
        dispatcher.dispatch();
        assertEquals(List.of(new DeliveryOrder(101, Mails.id(1, 1).message(), List.of(1))), given);
        now = now.plusSeconds(1);
        dispatcher.dispatch();
        assertEquals(2, given.size());
    }

    @Test
    void recipientsWithOneNextHopShareAnOrder() {
        queue.store(List.of(Mails.mail(1, 3)));
        dispatcher(10).dispatch();
        assertEquals(List.of(new DeliveryOrder(101, Mails.id(1, 1).message(), List.of(1, 2, 3))), given);
    }

    @Test
    void localDeliveriesAreOrdersOfTheirOwn() {
        action =
                Optional.of(new Action.Local(new LocalMethod.Maildir("mail/%{user.username}", false), new Everybody()));
        queue.store(List.of(Mails.mail(1, 3)));
        dispatcher(10).dispatch();
        assertEquals(3, given.size());
    }

    @Test
    void localOrdersTravelTogetherAndRelaysAlone() {
        queue.store(mails(1, 20));
        dispatcher(100).dispatch();
        assertEquals(List.of(16, 4), sizes());
        messages.clear();
        action = Optional.of(Action.Relay.byExchangers());
        queue.store(List.of(Mails.mail(30, 1), Mails.mail(31, 1)));
        dispatcher(100).dispatch();
        assertEquals(List.of(1, 1), sizes());
    }

    private List<Integer> sizes() {
        return messages.stream().map(message -> message.orders().size()).toList();
    }

    @Test
    void anUnknownNameIsGivenOutToo() {
        action = Optional.empty();
        queue.store(List.of(Mails.mail(1, 2)));
        dispatcher(10).dispatch();
        assertEquals(
                List.of(List.of(1, 2)),
                given.stream().map(DeliveryOrder::numbers).toList());
    }

    @Test
    void whatExceedsTheCapacityWaitsInTheQueue() {
        queue.store(mails(1, 1000));
        Dispatcher dispatcher = dispatcher(300);
        dispatcher.dispatch();
        assertEquals(512, given.size(), "claims come in portions of 256, the last one may exceed the capacity");
        assertEquals(
                488,
                queue.envelopes().stream()
                        .filter(envelope -> envelope.state() == EnvelopeState.QUEUED)
                        .count());
        List<DeliveryOrder> looks = List.copyOf(given).subList(0, 400).stream()
                .filter(dispatcher::ended)
                .toList();
        assertEquals(List.of(given.get(361)), looks, "half of the capacity is free");
        dispatcher.dispatch();
        assertEquals(768, given.size(), "the next portion");
    }

    @Test
    void workUnderWayKeepsItsLeaseAndAnOrderNobodyTookLosesIt() {
        queue.store(List.of(Mails.mail(1, 1), Mails.mail(2, 1)));
        Dispatcher dispatcher = dispatcher(10);
        dispatcher.dispatch();
        now = now.plus(Duration.ofMinutes(9));
        dispatcher.begun(given.get(0));
        dispatcher.renewLeases();
        now = now.plus(Duration.ofMinutes(2));
        assertEquals(0, queue.freeExpired(now), "both were claimed under the lease of the work under way");
        dispatcher.ended(given.get(0));
        dispatcher.renewLeases();
        now = now.plus(Duration.ofMinutes(8));
        assertEquals(2, queue.freeExpired(now));
    }

    @Test
    void whatALaneCannotTakeIsLeftInTheDatabase() {
        action = Optional.of(Action.Relay.byExchangers());
        queue.store(mails(1, 600));
        Dispatcher dispatcher = dispatcher(100);
        dispatcher.dispatch();
        assertEquals(4, given.size(), "a host that nothing is known of gets four at a time");
        assertEquals(100, count(EnvelopeState.LEASED), "so many may wait");
        assertEquals(500, due());
        dispatcher.dispatch();
        assertEquals(500, due());
        assertEquals(4, given.size());
        assertTrue(queue.envelopes().stream().allMatch(envelope -> envelope.attempts() == 0));
    }

    /** By what came of the first order. */
    private void closeWay(Dispatcher dispatcher, Instant until) {
        dispatcher.attempted(given.get(0), List.of(new Outcome.Postponed("relay", "451 4.4.1 Rests", until)));
    }

    private static List<QueuedMail> mails(long first, int count) {
        return LongStream.range(first, first + count)
                .mapToObj(id -> Mails.mail(id, 1))
                .toList();
    }

    private long due() {
        return queue.envelopes().stream()
                .filter(envelope -> envelope.state() == EnvelopeState.QUEUED
                        && !envelope.due().isAfter(now))
                .count();
    }

    private void deliverAllGiven(Dispatcher dispatcher) {
        List<DeliveryOrder> orders = List.copyOf(given);
        given.clear();
        for (DeliveryOrder order : orders) {
            queue.settle(order.envelopes().stream()
                    .map(id -> new Settlement(
                            id, order.leaseToken(), Mails.attempt(1), new Settlement.Move.Remove(), null))
                    .toList());
            dispatcher.attempted(order, List.of(new Outcome.Delivered("relay", "250 2.0.0 Ok")));
            dispatcher.ended(order);
        }
    }

    @Test
    void aLaneTakesWhatIsLeftOutUntilNothingIsLeft() {
        action = Optional.of(Action.Relay.byExchangers());
        queue.store(mails(1, 600));
        Dispatcher dispatcher = dispatcher(100);
        dispatcher.dispatch();
        while (!given.isEmpty()) {
            deliverAllGiven(dispatcher);
        }
        assertEquals(0, queue.envelopes().size());
    }

    @Test
    void whatIsBehindMuchMailForAClosedWayIsGivenOutAtOnce() {
        action = Optional.of(Action.Relay.byExchangers());
        queue.store(mails(1, 5));
        Dispatcher dispatcher = dispatcher(100);
        dispatcher.dispatch();
        closeWay(dispatcher, now.plusSeconds(600));
        given.clear();
        queue.store(mails(100, 2000));
        queue.store(List.of(Mails.to("good.example", Mails.mail(5000, 1))));
        dispatcher.dispatch();
        assertEquals(List.of(Mails.id(5000, 1)), given.get(0).envelopes());
        assertEquals(2000 - 256, due(), "one claim was parked, and the others cost nothing");
        queue.store(List.of(Mails.to("good.example", Mails.mail(5001, 1))));
        dispatcher.dispatch();
        assertEquals(Mails.id(5001, 1), given.get(1).envelopes().get(0));
        now = now.plusSeconds(600);
        dispatcher.dispatch();
        assertEquals(3, given.size(), "one order probes the way");
    }

    @Test
    void whatIsBehindMuchMailForALaneThatIsJustFullIsGivenOutAtOnce() {
        action = Optional.of(Action.Relay.byExchangers());
        Dispatcher dispatcher = dispatcher(1000);
        queue.store(mails(1, 100));
        dispatcher.dispatch();
        queue.store(mails(101, 4));
        dispatcher.dispatch();
        given.clear();
        queue.store(mails(200, 256));
        queue.store(List.of(Mails.to("good.example", Mails.mail(5000, 1))));
        dispatcher.dispatch();
        assertEquals(List.of(Mails.id(5000, 1)), given.get(0).envelopes());
    }

    @Test
    void whatExpiresIsNotLeftOut() {
        action = Optional.of(Action.Relay.byExchangers());
        Instant expiry = now.plus(Duration.ofDays(4));
        queue.store(mails(1, 1));
        Dispatcher dispatcher = dispatcher(100);
        dispatcher.dispatch();
        closeWay(dispatcher, expiry.plusSeconds(600));
        queue.store(mails(100, 500));
        dispatcher.dispatch();
        assertEquals(244, due());
        now = expiry;
        dispatcher.dispatch();
        assertEquals(500, passedOver.size(), "those that were parked for a while, too");
    }

    @Test
    void anEditedActionGetsWhatWasLeftOut() {
        action = Optional.of(Action.Relay.byExchangers());
        queue.store(mails(1, 1));
        Dispatcher dispatcher = dispatcher(1000);
        dispatcher.dispatch();
        closeWay(dispatcher, now.plusSeconds(600));
        queue.store(mails(100, 500));
        dispatcher.dispatch();
        assertEquals(244, due());
        revision++;
        action = Optional.of(new Action.Discard());
        given.clear();
        dispatcher.dispatch();
        assertEquals(0, due());
        assertEquals(244, given.size());
    }

    @Test
    void aClockThatGoesBackStopsNoMail() {
        action = Optional.of(Action.Relay.byExchangers());
        queue.store(mails(1, 300));
        Dispatcher dispatcher = dispatcher(1000);
        dispatcher.dispatch();
        assertEquals(200, due(), "left out");
        now = now.plus(Duration.ofDays(2));
        dispatcher.dispatch();
        now = now.minus(Duration.ofDays(2));
        given.clear();
        queue.store(List.of(Mails.to("good.example", Mails.mail(5000, 1))));
        dispatcher.dispatch();
        assertEquals(List.of(Mails.id(5000, 1)), given.get(0).envelopes());
    }

    @Test
    void muchSuspendedMailIsLeftOutUntilItIsSuspendedNoLonger() {
        queue.store(mails(1, 500));
        queue.store(List.of(Mails.to("good.example", Mails.mail(5000, 1))));
        suspensions.replace(List.of(
                new Suspension(1, Suspension.Kind.DOMAIN, "final.example", "why", "admin", now, now.plusSeconds(900))));
        Dispatcher dispatcher = dispatcher(1000);
        dispatcher.dispatch();
        assertEquals(List.of(Mails.id(5000, 1)), given.get(0).envelopes());
        assertEquals(1, given.size());
        assertEquals(244, due(), "one claim was parked, and the others cost nothing");
        suspensions.replace(List.of());
        dispatcher.dispatch();
        assertEquals(245, given.size());
    }

    private long count(EnvelopeState state) {
        return queue.envelopes().stream()
                .filter(envelope -> envelope.state() == state)
                .count();
    }

    @Test
    void aClosedWaySendsBackWhatWaitedForIt() {
        action = Optional.of(Action.Relay.byExchangers());
        queue.store(mails(1, 50));
        Dispatcher dispatcher = dispatcher(100);
        dispatcher.dispatch();
        closeWay(dispatcher, now.plusSeconds(60));
        assertEquals(4, count(EnvelopeState.LEASED), "the first has not been settled here");
        assertFalse(queue.nextDue().isBefore(now.plusSeconds(60)));
    }

    @Test
    void waitingOrdersKeepTheirLeases() {
        action = Optional.of(Action.Relay.byExchangers());
        queue.store(mails(1, 50));
        Dispatcher dispatcher = dispatcher(100);
        dispatcher.dispatch();
        now = now.plus(Duration.ofMinutes(9));
        dispatcher.renewLeases();
        now = now.plus(Duration.ofMinutes(2));
        assertEquals(0, queue.freeExpired(now));
    }

    @Test
    void anOrderThatNobodyReportsOnLosesItsPlaceInTheLane() {
        action = Optional.of(Action.Relay.byExchangers());
        queue.store(mails(1, 8));
        Dispatcher dispatcher = dispatcher(100);
        dispatcher.dispatch();
        assertEquals(4, given.size());
        now = now.plus(Duration.ofMinutes(11));
        dispatcher.renewLeases();
        dispatcher.dispatch();
        assertEquals(8, given.size());
    }

    @Test
    void whatExpiresIsLookedAtThoughItsWayIsClosed() {
        action = Optional.of(Action.Relay.byExchangers());
        queue.store(List.of(Mails.mail(1, 1)));
        Dispatcher dispatcher = dispatcher(100);
        dispatcher.dispatch();
        Instant expiry = now.plus(Duration.ofDays(4));
        closeWay(dispatcher, expiry.plusSeconds(600));
        queue.store(List.of(Mails.mail(2, 1)));
        dispatcher.dispatch();
        assertFalse(queue.nextDue().isAfter(expiry), "not left alone for longer than it lives");
        now = queue.nextDue();
        dispatcher.dispatch();
        now = expiry;
        queue.store(List.of(Mails.mail(3, 1)));
        dispatcher.dispatch();
        assertTrue(passedOver.contains(Mails.id(3, 1) + " 451 4.4.1 Rests"), passedOver.toString());
    }

    @Test
    void suspendedMailStaysWhereItIs() {
        suspensions.replace(List.of(new Suspension(
                1, Suspension.Kind.SENDER, "sender.1@EXAMPLE.org", "why", "admin", now, now.plusSeconds(90))));
        queue.store(List.of(Mails.mail(1, 1), Mails.mail(2, 1)));
        dispatcher(100).dispatch();
        assertEquals(List.of(Mails.id(2, 1)), given.get(0).envelopes());
        assertEquals(1, given.size());
        assertFalse(queue.nextDue().isBefore(now.plusSeconds(90)));
    }
}
