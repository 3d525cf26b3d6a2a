package org.waybill.queue.core.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.action.ActionBook;
import org.waybill.queue.core.action.ActionDefinition;
import org.waybill.queue.core.action.LocalMethod;
import org.waybill.queue.core.action.RetrySchedule;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.envelope.EnvelopeState;
import org.waybill.queue.core.envelope.InMemoryMailQueue;
import org.waybill.queue.core.envelope.Mails;
import org.waybill.queue.core.expand.ExpansionPolicy;
import org.waybill.queue.core.users.Everybody;

class DispatcherTest {

    private final InMemoryMailQueue queue = new InMemoryMailQueue();
    private final List<DeliveryOrder> given = new ArrayList<>();
    private final List<DispatchMessage.Deliver> messages = new ArrayList<>();
    private Instant now = Mails.NOW;
    private Optional<Action> action = Optional.of(new Action.Discard());

    private Dispatcher dispatcher(int capacity) {
        return new Dispatcher(queue, () -> new Book(action), this::take, () -> now, "node-0-1", 100, () -> capacity);
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
        queue.store(
                LongStream.rangeClosed(1, 20).mapToObj(id -> Mails.mail(id, 1)).toList());
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
        queue.store(LongStream.rangeClosed(1, 1000)
                .mapToObj(id -> Mails.mail(id, 1))
                .toList());
        Dispatcher dispatcher = dispatcher(300);
        dispatcher.dispatch();
        assertEquals(512, given.size(), "claims come in portions of 256, the last one may exceed the capacity");
        assertEquals(
                488,
                queue.envelopes().stream()
                        .filter(envelope -> envelope.state() == EnvelopeState.QUEUED)
                        .count());
        List.copyOf(given).subList(0, 362).forEach(dispatcher::ended);
        assertEquals(768, given.size(), "half of the capacity is free: the next portion");
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

    /** One action under every name, or none. */
    private record Book(Optional<Action> action) implements ActionBook {
        @Override
        public long revision() {
            return 1;
        }

        @Override
        public Duration queueTtl() {
            return Duration.ofDays(4);
        }

        @Override
        public Optional<ActionDefinition> resolve(ActionName name) {
            return action.map(delivery -> new ActionDefinition(
                    name,
                    new ExpansionPolicy.AsIs(),
                    delivery,
                    Duration.ofDays(4),
                    RetrySchedule.RELAY,
                    List.of(),
                    ""));
        }
    }
}
