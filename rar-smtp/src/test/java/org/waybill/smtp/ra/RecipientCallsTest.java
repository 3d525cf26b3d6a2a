package org.waybill.smtp.ra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.RecipientVerdict;

@Timeout(20)
class RecipientCallsTest {

    private static final RecipientVerdict TRY_LATER = new RecipientVerdict.Refused(SmtpReply.temporaryFailure());

    private final FakeContainer container = new FakeContainer();

    @Test
    void carriesTheVerdictOfTheApplication() {
        RecipientVerdict refused = new RecipientVerdict.Refused(SmtpReply.of(550, "5.7.1", "Not here"));
        container.bean.onRecipient = request -> refused;
        assertEquals(refused, verdict(calls(Runnable::run, 1), 1));
    }

    @Test
    void aFailureIsNeverAPermanentRefusal() {
        container.failAt("recipient", new IllegalStateException("no database"));
        assertEquals(TRY_LATER, verdict(calls(Runnable::run, 1), 1));
    }

    @Test
    void aBeanThatReturnsNullIsAFailure() {
        container.bean.onRecipient = request -> null;
        assertEquals(TRY_LATER, verdict(calls(Runnable::run, 1), 1));
    }

    @Test
    void noMoreCallsThanAllowedAreWithTheApplicationAndTheRestIsAnsweredLater() {
        try (FakeWorkManager work = new FakeWorkManager()) {
            RecipientCalls calls = calls(new WorkExecutor(work), 3);
            CountDownLatch busy = new CountDownLatch(3);
            CountDownLatch go = new CountDownLatch(1);
            container.bean.onRecipient = request -> {
                busy.countDown();
                await(go);
                return new RecipientVerdict.Accepted(request.transaction());
            };
            List<CompletableFuture<RecipientVerdict>> answers = new ArrayList<>();
            for (int number = 1; number <= 200; number++) {
                answers.add(calls.ask(Mails.request(number)).toCompletableFuture());
            }
            await(busy);
            go.countDown();
            for (int number = 1; number <= 200; number++) {
                assertEquals(
                        new RecipientVerdict.Accepted(Mails.request(number).transaction()),
                        answers.get(number - 1).join());
            }
            assertEquals(3, container.mostInUse());
        }
    }

    @Test
    void anExhaustedPoolMakesClientsWaitRatherThanFail() {
        try (FakeWorkManager work = new FakeWorkManager()) {
            container.poolSize(1);
            RecipientCalls calls = calls(new WorkExecutor(work), 4);
            List<CompletableFuture<RecipientVerdict>> answers = new ArrayList<>();
            for (int number = 1; number <= 50; number++) {
                answers.add(calls.ask(Mails.request(number)).toCompletableFuture());
            }
            for (CompletableFuture<RecipientVerdict> answer : answers) {
                assertEquals(new RecipientVerdict.Accepted("plan"), answer.join());
            }
        }
    }

    @Test
    void questionsThatStillWaitAtTheEndAreToTryLater() {
        RecipientCalls calls = calls(task -> {}, 1);
        CompletableFuture<RecipientVerdict> waiting =
                calls.ask(Mails.request(1)).toCompletableFuture();
        calls.close();
        assertEquals(TRY_LATER, waiting.join());
        assertEquals(TRY_LATER, verdict(calls, 2));
    }

    private RecipientCalls calls(Executor executor, int atATime) {
        PatientCall endpoint = new PatientCall(
                new EndpointCall(container, container), Pause.until(new CountDownLatch(1)), System::nanoTime);
        return new RecipientCalls(endpoint, executor, atATime);
    }

    private static RecipientVerdict verdict(RecipientCalls calls, long number) {
        return calls.ask(Mails.request(number)).toCompletableFuture().join();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
