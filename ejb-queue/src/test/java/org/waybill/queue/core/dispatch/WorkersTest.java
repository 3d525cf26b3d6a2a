package org.waybill.queue.core.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.ReplyLine;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.envelope.EnvelopeState;
import org.waybill.queue.core.envelope.InMemoryMailQueue;
import org.waybill.queue.core.envelope.MailQueue;
import org.waybill.queue.core.envelope.Mails;
import org.waybill.queue.core.envelope.QueuedMail;
import org.waybill.queue.core.envelope.Settlement;
import org.waybill.queue.core.envelope.StoredMessage;
import org.waybill.queue.core.relay.MtaLimits;
import org.waybill.queue.core.settle.EndOfAttempt;
import org.waybill.queue.core.settle.NextStep;

class WorkersTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final InMemoryMailQueue memory = new InMemoryMailQueue();
    private final BreakableQueue database = new BreakableQueue(memory);
    private final MailQueue queue = database.queue();
    private final List<DispatchMessage.Work> given = new ArrayList<>();
    private final List<EnvelopeId> settled = new ArrayList<>();
    private final List<String> passedOver = new ArrayList<>();
    private final List<Throwable> broken = new ArrayList<>();
    private Instant now = Mails.NOW;
    private Optional<EnvelopeId> refused = Optional.empty();
    private Action action = new Action.Discard();
    private final Suspensions suspensions = new Suspensions();
    private final Dispatcher dispatcher = new Dispatcher(
            queue,
            () -> new OneAction(1, Optional.of(action)),
            new Lanes(() -> new Capacity(32, 128, MtaLimits.STANDARD)),
            suspensions,
            given::addAll,
            () -> now,
            "node-0-1",
            100);
    private final Workers workers = new Workers(
            dispatcher,
            queue,
            new Delivering(),
            new Gathering(Duration.ZERO, dispatcher::hasOthers),
            new SettlementGroup(queue, Duration.ZERO),
            dispatcher::dispatch,
            () -> {},
            new Noting());

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private void store(int count) {
        queue.store(LongStream.rangeClosed(1, count)
                .mapToObj(id -> Mails.mail(id, 1))
                .toList());
        dispatcher.dispatch();
    }

    @Test
    void theWayIsFreeBeforeItIsOnDisk() throws InterruptedException {
        action = Action.Relay.byExchangers();
        store(20);
        assertEquals(4, given.size(), "of a host that nothing is known of");
        CountDownLatch settling = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        database.beforeSettling(() -> {
            settling.countDown();
            await(goOn);
        });
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> workers.on(given.get(0)), threads);
        settling.await();
        assertEquals(6, given.size(), "its place and one more, since the host takes mail");
        workers.on(given.get(1));
        assertEquals(8, given.size());
        assertEquals(List.of(), settled);
        goOn.countDown();
        first.join();
        assertEquals(2, settled.size());
    }

    @Test
    void whatCouldNotBeReadIsFreeWhenItsLeaseEnds() {
        store(16);
        database.breaks("leased", "claimDue", "renew");
        workers.on(given.get(0));
        dispatcher.renewLeases();
        assertTrue(broken.size() > 0);
        database.works();
        now = now.plus(Dispatcher.LEASE);
        dispatcher.renewLeases();
        assertEquals(16, queue.freeExpired(now));
        dispatcher.dispatch();
        given.subList(1, given.size()).forEach(workers::on);
        assertEquals(16, settled.size());
    }

    @Test
    void whatWasDeliveredIsSettledThoughTheNextClaimFails() {
        store(40);
        assertEquals(3, given.size(), "16, 16 and 8 together");
        database.breaks("claimDue");
        given.forEach(workers::on);
        assertEquals(40, settled.size());
        assertTrue(broken.size() > 0);
    }

    @Test
    void oneReportThatCannotBeMadeLeavesTheOthersTheirResults() {
        store(16);
        refused = Optional.of(Mails.id(3, 1));
        workers.on(given.get(0));
        assertEquals(15, settled.size());
        assertEquals(1, broken.size());
    }

    @Test
    void whatIsSuspendedWhileItWaitsIsNotSent() {
        action = Action.Relay.byExchangers();
        store(6);
        suspensions.replace(List.of(new Suspension(
                1, Suspension.Kind.SENDER, "sender.1@example.org", "why", "admin", now, now.plusSeconds(90))));
        List.copyOf(given).forEach(workers::on);
        assertEquals(List.of(Mails.id(2, 1), Mails.id(3, 1), Mails.id(4, 1)), settled);
        assertEquals(
                EnvelopeState.QUEUED,
                memory.envelope(Mails.id(1, 1)).orElseThrow().state());
        dispatcher.dispatch();
        assertFalse(
                memory.envelope(Mails.id(1, 1)).orElseThrow().due().isBefore(now.plusSeconds(90)),
                "the next look parks it");
    }

    @Test
    void whatExpiresIsSettledWithoutAnAttempt() {
        action = Action.Relay.byExchangers();
        store(1);
        dispatcher.attempted(
                given.get(0).orders().get(0),
                List.of(new Outcome.Postponed("relay", "451 4.4.1 Rests", now.plus(Duration.ofDays(5)))));
        given.clear();
        queue.store(List.of(Mails.mail(2, 1)));
        now = now.plus(Duration.ofDays(4));
        dispatcher.dispatch();
        DispatchMessage.Work work = given.get(0);
        assertEquals("pass 102 " + Mails.id(2, 1).message() + ":1", work.toText());
        workers.on(DispatchMessage.parse(work.toText()));
        assertEquals(1, passedOver.size());
        assertTrue(passedOver.get(0).startsWith("1 451 4.4.1 Rests 2026-03-06T14:"), passedOver.get(0));
        assertEquals(List.of(Mails.id(2, 1)), settled);
        assertEquals(List.of(), broken);
    }

    /** Another process may have claimed it. */
    @Test
    void whatNobodyKnowsToBeClosedIsLookedAtAgain() {
        store(1);
        DispatchMessage.Work work = given.get(0);
        workers.on(new DispatchMessage.PassOver(work.orders()));
        assertEquals(List.of(), settled);
        assertEquals(
                EnvelopeState.QUEUED,
                memory.envelope(Mails.id(1, 1)).orElseThrow().state());
        assertEquals(List.of(), broken);
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("nobody goes on");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Delivering implements Workers.Delivery {
        @Override
        public List<EndOfAttempt> attempt(QueuedMail leased, Consumer<Outcome> watch) {
            watch.accept(new Outcome.Delivered("there", "250 2.0.0 Ok"));
            return leased.envelopes().stream()
                    .map(envelope -> EndOfAttempt.at(now, envelope, 1, NextStep.byAdministrator()))
                    .toList();
        }

        @Override
        public List<EndOfAttempt> passOver(QueuedMail leased, ReplyLine reply, Instant until) {
            passedOver.add(leased.envelopes().size() + " " + reply.text() + " " + until);
            return leased.envelopes().stream()
                    .map(envelope -> EndOfAttempt.at(now, envelope, 1, NextStep.byAdministrator()))
                    .toList();
        }

        @Override
        public List<Settlement> settle(StoredMessage message, List<EndOfAttempt> ends, long leaseToken) {
            if (ends.stream()
                    .anyMatch(end -> refused.filter(end.envelope().id()::equals).isPresent())) {
                throw new IllegalStateException("no report");
            }
            return ends.stream()
                    .map(end -> new Settlement(
                            end.envelope().id(), leaseToken, Mails.attempt(1), new Settlement.Move.Remove(), null))
                    .toList();
        }
    }

    private final class Noting implements Journal {
        @Override
        public void settled(List<QueuedMail> mails, List<Settlement> settlements, List<EnvelopeId> carriedOut) {
            settled.addAll(carriedOut);
        }

        @Override
        public void notSettled(List<Settlement> settlements, Throwable trouble) {
            broken.add(trouble);
        }

        @Override
        public void broke(Throwable trouble) {
            broken.add(trouble);
        }
    }
}
