package org.waybill.queue.core.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.QueuedMail;
import org.waybill.queue.core.settle.EndOfAttempt;
import org.waybill.queue.core.settle.NextStep;

class GatheringTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Set<DeliveryOrder> open = ConcurrentHashMap.newKeySet();
    private final Gathering gathering = new Gathering(LONG, orders -> open.stream()
            .anyMatch(other -> other.leaseToken() == orders.get(0).leaseToken() && !orders.contains(other)));

    private static Envelope envelope(int number) {
        return TestMail.envelope(number, "a@example.com", "r" + number + "@d" + number + ".example", "act");
    }

    private static DeliveryOrder order(long lease, int number) {
        return new DeliveryOrder(lease, envelope(number).id().message(), List.of(number));
    }

    private static QueuedMail mail(int number) {
        return new QueuedMail(TestMail.message(""), List.of(envelope(number)));
    }

    private static List<EndOfAttempt> failed(int number) {
        return List.of(EndOfAttempt.at(NOW, envelope(number), 1, NextStep.byAdministrator()));
    }

    private static List<EndOfAttempt> held(int number) {
        return List.of(EndOfAttempt.at(
                NOW,
                envelope(number),
                1,
                NextStep.unknownAction(envelope(number).action())));
    }

    private Gathering.Gathered gather(DeliveryOrder order, int number, List<EndOfAttempt> ends) {
        return gathering.gather(List.of(order), mail(number), ends);
    }

    private void end(DeliveryOrder order) {
        open.remove(order);
        gathering.ended(order);
    }

    @Test
    void theFirstSettlesWhatTheOthersOfItsClaimBring() {
        DeliveryOrder one = order(7, 1);
        DeliveryOrder two = order(7, 2);
        DeliveryOrder three = order(7, 3);
        DeliveryOrder ofAnotherClaim = order(8, 4);
        open.addAll(List.of(one, two, three, ofAnotherClaim));
        CompletableFuture<Gathering.Gathered> first = CompletableFuture.supplyAsync(() -> gather(one, 1, failed(1)));

        while (gathering.waiting() == 0) {
            Thread.onSpinWait();
        }

        assertEquals(List.of(), gather(two, 2, failed(2)).ends());
        assertEquals(held(3), gather(three, 3, held(3)).ends());
        assertEquals(failed(4), gather(ofAnotherClaim, 4, failed(4)).ends());
        end(two);
        end(three);

        Gathering.Gathered all = first.join();
        assertEquals(List.of(failed(1).get(0), failed(2).get(0)), all.ends());
        assertEquals(List.of(mail(1), mail(2)), all.mails());
        assertEquals(0, gathering.waiting());
    }

    @Test
    void nobodyWaitsForLong() {
        Gathering impatient = new Gathering(Duration.ofMillis(1), orders -> true);
        assertEquals(
                failed(1),
                impatient.gather(List.of(order(7, 1)), mail(1), failed(1)).ends());
        assertEquals(0, impatient.waiting());
    }

    @Test
    void whoeverIsAloneDoesNotWait() {
        DeliveryOrder one = order(7, 1);
        open.add(one);
        assertEquals(failed(1), gather(one, 1, failed(1)).ends());
    }
}
