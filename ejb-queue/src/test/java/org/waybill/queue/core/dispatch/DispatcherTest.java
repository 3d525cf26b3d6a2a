package org.waybill.queue.core.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.action.LocalMethod;
import org.waybill.queue.core.envelope.EnvelopeState;
import org.waybill.queue.core.envelope.Mails;
import org.waybill.queue.core.users.Everybody;

class DispatcherTest extends DispatcherAtWork {

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
