package org.waybill.queue.core.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.envelope.EnvelopeState;
import org.waybill.queue.core.envelope.InMemoryMailQueue;
import org.waybill.queue.core.envelope.Mails;
import org.waybill.queue.core.envelope.QueuedMail;
import org.waybill.queue.core.envelope.Settlement;
import org.waybill.queue.core.relay.MtaLimits;

/** A dispatcher over a queue in memory, which gives its orders to a list. */
abstract class DispatcherAtWork {

    final InMemoryMailQueue queue = new InMemoryMailQueue();
    final List<DeliveryOrder> given = new ArrayList<>();
    final List<DispatchMessage.Work> messages = new ArrayList<>();
    final List<DeliveryOrder> passedOver = new ArrayList<>();
    final Suspensions suspensions = new Suspensions();
    Instant now = Mails.NOW;
    long revision = 1;
    Optional<Action> action = Optional.of(new Action.Discard());

    Dispatcher dispatcher(int capacity) {
        return new Dispatcher(
                queue,
                () -> new OneAction(revision, action),
                new Lanes(() -> new Capacity(capacity, 128, MtaLimits.STANDARD)),
                suspensions,
                this::take,
                () -> now,
                "node-0-1",
                100);
    }

    void take(List<DispatchMessage.Work> taken) {
        messages.addAll(taken);
        for (DispatchMessage.Work work : taken) {
            if (work instanceof DispatchMessage.Deliver) {
                given.addAll(work.orders());
            } else {
                passedOver.addAll(work.orders());
            }
        }
    }

    List<Integer> sizes() {
        return messages.stream().map(message -> message.orders().size()).toList();
    }

    /** By what came of the first order. */
    void closeWay(Dispatcher dispatcher, Instant until) {
        dispatcher.attempted(given.get(0), List.of(new Outcome.Postponed("relay", "451 4.4.1 Rests", until)));
    }

    static List<QueuedMail> mails(long first, int count) {
        return LongStream.range(first, first + count)
                .mapToObj(id -> Mails.mail(id, 1))
                .toList();
    }

    long due() {
        return queue.envelopes().stream()
                .filter(envelope -> envelope.state() == EnvelopeState.QUEUED
                        && !envelope.due().isAfter(now))
                .count();
    }

    void deliverAllGiven(Dispatcher dispatcher) {
        List<DeliveryOrder> orders = List.copyOf(given);
        given.clear();
        for (DeliveryOrder order : orders) {
            remove(order);
            dispatcher.attempted(order, List.of(new Outcome.Delivered("relay", "250 2.0.0 Ok")));
            dispatcher.ended(order);
        }
    }

    private void remove(DeliveryOrder order) {
        queue.settle(order.envelopes().stream()
                .map(id -> new Settlement(id, order.leaseToken(), Mails.attempt(1), new Settlement.Move.Remove(), null))
                .toList());
    }

    void settlePassedOver(Dispatcher dispatcher) {
        for (DeliveryOrder order : passedOver) {
            remove(order);
            dispatcher.ended(order);
            assertEquals(Optional.empty(), dispatcher.closed(order), "it is forgotten");
        }
        passedOver.clear();
    }

    long count(EnvelopeState state) {
        return queue.envelopes().stream()
                .filter(envelope -> envelope.state() == state)
                .count();
    }
}
