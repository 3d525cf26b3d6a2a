package org.waybill.queue.core.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.envelope.MailQueue;
import org.waybill.queue.core.envelope.Mails;
import org.waybill.queue.core.envelope.Settlement;

class SettlementGroupTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<List<EnvelopeId>> commits = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void whatComesDuringACommitSharesTheNextOne() throws InterruptedException {
        HeldCommit held = heldCommit(ids -> ids);
        List<CompletableFuture<List<EnvelopeId>>> others =
                List.of(settle(held.group(), 2), settle(held.group(), 3), settle(held.group(), 4));
        held.awaitWaiting(3);
        held.goOn();
        assertEquals(List.of(Mails.id(1, 1)), held.first().join());
        for (int i = 0; i < others.size(); i++) {
            assertEquals(List.of(Mails.id(i + 2, 1)), others.get(i).join());
        }
        assertEquals(2, commits.size());
        assertEquals(3, commits.get(1).size());
    }

    @Test
    void aSettlementUnderALostLeaseIsLeftOutOfTheAnswer() {
        SettlementGroup group = group(queue(ids -> List.of()));
        assertEquals(List.of(), settle(group, 1).join());
    }

    @Test
    void aBadSettlementFailsAloneEvenInAGroup() throws InterruptedException {
        HeldCommit held = heldCommit(ids -> {
            if (ids.contains(Mails.id(3, 1))) {
                throw new IllegalStateException("bad row");
            }
            return ids;
        });
        CompletableFuture<List<EnvelopeId>> good = settle(held.group(), 2);
        CompletableFuture<List<EnvelopeId>> bad = settle(held.group(), 3);
        held.awaitWaiting(2);
        held.goOn();
        assertEquals(List.of(Mails.id(1, 1)), held.first().join());
        assertEquals(List.of(Mails.id(2, 1)), good.join());
        assertThrows(CompletionException.class, bad::join);
    }

    @Test
    void whoLeavesASettlementGoesOnBeforeItIsOnDisk() throws InterruptedException {
        HeldCommit held = heldCommit(ids -> ids);
        CompletableFuture<List<EnvelopeId>> left = held.group().submit(List.of(settlement(2)));
        assertFalse(left.isDone());
        held.goOn();
        held.first().join();
        assertEquals(List.of(Mails.id(2, 1)), left.join());
    }

    @Test
    void whereManyHaveLeftTheirsTheNextOneWaits() throws InterruptedException {
        HeldCommit held = heldCommit(ids -> ids);
        for (int i = 0; i < 256; i++) {
            CompletableFuture<List<EnvelopeId>> unused = held.group().submit(List.of(settlement(2 + i)));
        }
        CompletableFuture<Boolean> late = CompletableFuture.supplyAsync(
                () -> held.group().submit(List.of(settlement(1000))).isDone(), threads);
        held.awaitWaiting(257);
        assertFalse(late.isDone());
        held.goOn();
        assertTrue(late.join());
        assertEquals(List.of(Mails.id(1, 1)), held.first().join());
    }

    @Test
    void whatFailsIsTriedAgainUntilItWorks() {
        AtomicInteger failures = new AtomicInteger(5);
        SettlementGroup group = group(queue(ids -> {
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("no database");
            }
            return ids;
        }));
        assertEquals(
                List.of(Mails.id(1, 1)), group.submit(List.of(settlement(1))).join());
        assertEquals(-1, failures.get());
    }

    @Test
    void whatNeverWorksIsGivenUpAndTheNextOneIsSettled() {
        AtomicInteger tries = new AtomicInteger();
        SettlementGroup group = group(queue(ids -> {
            if (ids.contains(Mails.id(1, 1))) {
                tries.incrementAndGet();
                throw new NoClassDefFoundError("bad row");
            }
            return ids;
        }));
        CompletableFuture<List<EnvelopeId>> bad = group.submit(List.of(settlement(1)));
        assertThrows(CompletionException.class, bad::join);
        assertEquals(40, tries.get());
        assertEquals(List.of(Mails.id(2, 1)), group.settle(List.of(settlement(2))));
    }

    @Test
    void whoWaitsForItsSettlementIsToldOfTheFirstFailure() {
        SettlementGroup group = group(queue(ids -> {
            throw new IllegalStateException("no database");
        }));
        assertThrows(CompletionException.class, () -> group.settle(List.of(settlement(1))));
    }

    private static SettlementGroup group(MailQueue queue) {
        return new SettlementGroup(queue, Duration.ZERO);
    }

    private CompletableFuture<List<EnvelopeId>> settle(SettlementGroup group, long id) {
        return CompletableFuture.supplyAsync(() -> group.settle(List.of(settlement(id))), threads);
    }

    private static Settlement settlement(long id) {
        return new Settlement(Mails.id(id, 1), 7, Mails.attempt(1), new Settlement.Move.Remove(), null);
    }

    /** A queue that only settles. */
    private MailQueue queue(UnaryOperator<List<EnvelopeId>> settle) {
        return (MailQueue) Proxy.newProxyInstance(
                MailQueue.class.getClassLoader(), new Class<?>[] {MailQueue.class}, (proxy, method, arguments) -> {
                    List<EnvelopeId> ids = ((List<?>) arguments[0])
                            .stream().map(s -> ((Settlement) s).envelope()).toList();
                    List<EnvelopeId> settled = settle.apply(ids);
                    commits.add(ids);
                    return settled;
                });
    }

    /**
     * A commit that goes on when it is told to, and others after it at once.
     *
     * @param first what is settled by it
     */
    private record HeldCommit(
            SettlementGroup group, CompletableFuture<List<EnvelopeId>> first, CountDownLatch mayGoOn) {

        void awaitWaiting(int settlements) {
            while (group.waiting() < settlements) {
                Thread.onSpinWait();
            }
        }

        void goOn() {
            mayGoOn.countDown();
        }
    }

    /** That of settlement 1, which has begun. */
    private HeldCommit heldCommit(UnaryOperator<List<EnvelopeId>> settle) throws InterruptedException {
        CountDownLatch committing = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        SettlementGroup group = group(queue(ids -> {
            committing.countDown();
            await(mayGoOn);
            return settle.apply(ids);
        }));
        CompletableFuture<List<EnvelopeId>> first = settle(group, 1);
        committing.await();
        return new HeldCommit(group, first, mayGoOn);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
