package org.waybill.smtp.ra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.SmtpReply;

@Timeout(20)
class GroupCommitTest {

    /** Runs a lane in the caller, so that what happens inside a commit call happens "while it commits". */
    private static final Executor INLINE = Runnable::run;

    private final FakeContainer container = new FakeContainer();
    private final List<CompletableFuture<SmtpReply>> answers = new ArrayList<>();
    private boolean endpointsCome = true;
    private long now;

    @Test
    void aLoneMailIsCommittedAtOnceAndAnsweredWithItsId() {
        submit(group(INLINE, 1, 128), 7);
        assertEquals(List.of(List.of(7L)), container.bean.batches);
        assertEquals(SmtpReply.accepted(new MessageId(7)), answers.get(0).join());
    }

    @Test
    void whatArrivesDuringACommitIsTheNextBatchInTheOrderOfArrival() {
        GroupCommit group = group(INLINE, 1, 128);
        container.bean.onCommit = batch -> {
            if (batch.get(0).id().value() == 1) {
                submit(group, 2, 3, 4);
                assertFalse(answers.get(0).isDone(), "answered inside the transaction");
            }
        };
        submit(group, 1);
        assertEquals(List.of(List.of(1L), List.of(2L, 3L, 4L)), container.bean.batches);
        assertAccepted(1, 2, 3, 4);
    }

    @Test
    void aBatchHoldsAtMostMaxBatchMails() {
        GroupCommit group = group(INLINE, 1, 2);
        container.bean.onCommit = batch -> {
            if (batch.get(0).id().value() == 1) {
                submit(group, 2, 3, 4);
            }
        };
        submit(group, 1);
        assertEquals(List.of(List.of(1L), List.of(2L, 3L), List.of(4L)), container.bean.batches);
    }

    @Test
    void asManyBatchesAreInFlightAsConfiguredAndTheRestGathers() {
        try (FakeWorkManager work = new FakeWorkManager()) {
            GroupCommit group = group(new WorkExecutor(work), 2, 128);
            CountDownLatch oneBusy = new CountDownLatch(1);
            CountDownLatch bothBusy = new CountDownLatch(2);
            CountDownLatch go = new CountDownLatch(1);
            container.bean.onCommit = batch -> {
                oneBusy.countDown();
                bothBusy.countDown();
                await(go);
            };
            submit(group, 1);
            await(oneBusy);
            submit(group, 2);
            await(bothBusy);
            submit(group, LongStream.rangeClosed(3, 50).toArray());
            assertEquals(2, container.mostInUse());
            go.countDown();
            assertAccepted(LongStream.rangeClosed(1, 50).toArray());
            assertEquals(
                    LongStream.rangeClosed(3, 50).boxed().toList(),
                    container.bean.batches.stream()
                            .skip(2)
                            .flatMap(List::stream)
                            .sorted()
                            .toList());
            assertTrue(container.bean.batches.size() <= 4, container.bean.batches::toString);
        }
    }

    @Test
    void inAFailedBatchOnlyTheBadMailIsRefused() {
        GroupCommit group = group(INLINE, 1, 128);
        container.bean.onCommit = batch -> {
            if (batch.get(0).id().value() == 1) {
                submit(group, 2, 3, 4);
            }
            if (batch.stream().anyMatch(mail -> mail.id().value() == 3)) {
                throw new IllegalStateException("bad mail");
            }
        };
        submit(group, 1);
        assertEquals(
                List.of(List.of(1L), List.of(2L, 3L, 4L), List.of(2L), List.of(3L), List.of(4L)),
                container.bean.batches);
        assertEquals(SmtpReply.accepted(new MessageId(2)), answers.get(1).join());
        assertEquals(SmtpReply.notStored(), answers.get(2).join());
        assertEquals(SmtpReply.accepted(new MessageId(4)), answers.get(3).join());
    }

    @Test
    void aMailThatFailsAloneIsNotTriedAgain() {
        container.bean.onCommit = batch -> container.markRollback();
        submit(group(INLINE, 1, 128), 1);
        assertEquals(List.of(List.of(1L)), container.bean.batches);
        assertEquals(SmtpReply.notStored(), answers.get(0).join());
    }

    @Test
    void singlesEndWhenEachTakesTooLong() {
        GroupCommit group = group(INLINE, 1, 128);
        container.bean.onCommit = batch -> {
            if (batch.get(0).id().value() == 1) {
                submit(group, 2, 3, 4, 5);
            } else {
                now += GroupCommit.TIME_FOR_SINGLES.dividedBy(2).toNanos();
                throw new IllegalStateException("no database");
            }
        };
        submit(group, 1);
        assertEquals(List.of(List.of(1L), List.of(2L, 3L, 4L, 5L), List.of(2L), List.of(3L)), container.bean.batches);
        assertRefused(2, 3, 4, 5);
    }

    @Test
    void withoutAnEndpointTheBatchIsRefusedUnsplit() {
        GroupCommit group = group(INLINE, 1, 128);
        container.bean.onCommit = batch -> {
            submit(group, 2, 3);
            container.poolSize(0);
            endpointsCome = false;
        };
        submit(group, 1);
        assertEquals(List.of(List.of(1L)), container.bean.batches);
        assertRefused(2, 3);
    }

    @Test
    void afterCloseEveryMailIsRefused() {
        GroupCommit group = group(INLINE, 1, 128);
        container.bean.onCommit = batch -> {
            submit(group, 2);
            group.close();
        };
        submit(group, 1);
        submit(group, 3);
        assertAccepted(1);
        assertRefused(2, 3);
    }

    @Test
    void withoutAThreadTheMailIsRefused() {
        Executor none = task -> {
            throw new RejectedExecutionException();
        };
        submit(group(none, 2, 128), 1, 2);
        assertRefused(1, 2);
    }

    private GroupCommit group(Executor executor, int inFlight, int maxBatch) {
        PatientCall endpoint = new PatientCall(new EndpointCall(container, container), this::passes, () -> now);
        return new GroupCommit(endpoint, executor, inFlight, maxBatch);
    }

    private boolean passes(Duration time) {
        return endpointsCome;
    }

    private void submit(GroupCommit group, long... numbers) {
        for (long number : numbers) {
            CompletableFuture<SmtpReply> answer = new CompletableFuture<>();
            answers.add(answer);
            group.commit(Mails.mail(number)).whenComplete((reply, failure) -> {
                assertTrue(answer.complete(reply), "answered twice");
            });
        }
    }

    private void assertAccepted(long... numbers) {
        for (long number : numbers) {
            assertEquals(
                    SmtpReply.accepted(new MessageId(number)),
                    answers.get((int) number - 1).join());
        }
    }

    private void assertRefused(long... numbers) {
        for (long number : numbers) {
            assertEquals(SmtpReply.notStored(), answers.get((int) number - 1).join());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
