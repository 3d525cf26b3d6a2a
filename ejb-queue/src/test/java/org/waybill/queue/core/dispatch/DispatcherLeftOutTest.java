package org.waybill.queue.core.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.envelope.EnvelopeState;
import org.waybill.queue.core.envelope.Mails;

/** What stays in the database, and what is behind it. */
class DispatcherLeftOutTest extends DispatcherAtWork {

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
        assertEquals(256, passedOver.size(), "so many at a time");
        settlePassedOver(dispatcher);
        now = now.plusSeconds(60);
        dispatcher.dispatch();
        assertEquals(244, passedOver.size(), "those that were parked for a while, too");
    }

    @Test
    void whatIsBehindMuchMailThatExpiresIsGivenOutAtOnce() {
        action = Optional.of(Action.Relay.byExchangers());
        Instant expiry = now.plus(Duration.ofDays(4));
        queue.store(mails(1, 1));
        Dispatcher dispatcher = dispatcher(100);
        dispatcher.dispatch();
        closeWay(dispatcher, expiry.plusSeconds(600));
        queue.store(mails(100, 2000));
        dispatcher.dispatch();
        now = expiry;
        given.clear();
        queue.store(List.of(Mails.to("good.example", Mails.mail(5000, 1))));
        dispatcher.dispatch();
        assertEquals(List.of(Mails.id(5000, 1)), given.get(0).envelopes());
        assertEquals(256, passedOver.size(), "the others are left for later");
        int all = 0;
        while (!passedOver.isEmpty()) {
            all += passedOver.size();
            settlePassedOver(dispatcher);
            dispatcher.dispatch();
        }
        assertEquals(2000, all, "though all were due at once");
        assertTrue(messages.stream().allMatch(message -> message.orders().size() <= 16), "workers share it");
    }

    @Test
    void aLostMessageToWorkersStopsNoSecondLook() {
        action = Optional.of(Action.Relay.byExchangers());
        Instant expiry = now.plus(Duration.ofDays(4));
        queue.store(mails(1, 1));
        Dispatcher dispatcher = dispatcher(1000);
        dispatcher.dispatch();
        closeWay(dispatcher, expiry.plusSeconds(600));
        queue.store(mails(100, 600));
        dispatcher.dispatch();
        now = expiry;
        dispatcher.dispatch();
        assertEquals(256, passedOver.size());
        now = now.plusSeconds(61);
        dispatcher.dispatch();
        assertEquals(512, passedOver.size(), "nobody took the others up");
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
        DeliveryOrder third = passedOver.stream()
                .filter(order -> order.envelopes().contains(Mails.id(3, 1)))
                .findFirst()
                .orElseThrow();
        assertEquals(
                "451 4.4.1 Rests",
                dispatcher.closed(third).orElseThrow().reason().text());
    }
}
