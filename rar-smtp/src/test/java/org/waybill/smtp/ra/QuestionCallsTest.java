package org.waybill.smtp.ra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.RecipientVerdict;
import org.waybill.smtp.netty.MailHandler;

@Timeout(20)
class QuestionCallsTest {

    private final FakeContainer container = new FakeContainer();

    @Test
    void carriesTheVerdictOfTheApplication() {
        RecipientVerdict refused = new RecipientVerdict.Refused(SmtpReply.of(550, "5.7.1", "Not here"));
        container.bean.onRecipient = request -> refused;
        assertEquals(refused, ask(calls(Runnable::run, 1), 1).join());
    }

    @Test
    void aFailureIsNeverAPermanentRefusal() {
        container.failAt("recipient", new IllegalStateException("no database"));
        assertUndecided(ask(calls(Runnable::run, 1), 1));
    }

    @Test
    void aBeanThatReturnsNullIsAFailure() {
        container.bean.onRecipient = request -> null;
        assertUndecided(ask(calls(Runnable::run, 1), 1));
    }

    @Test
    void noMoreCallsThanAllowedAreWithTheApplicationAndTheRestIsAnsweredLater() {
        try (FakeWorkManager work = new FakeWorkManager()) {
            QuestionCalls calls = calls(new WorkExecutor(work), 3);
            CountDownLatch busy = new CountDownLatch(3);
            CountDownLatch go = new CountDownLatch(1);
            container.bean.onRecipient = request -> {
                busy.countDown();
                await(go);
                return new RecipientVerdict.Accepted(request.transaction());
            };
            List<CompletableFuture<RecipientVerdict>> answers = new ArrayList<>();
            for (int number = 1; number <= 200; number++) {
                answers.add(ask(calls, number));
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
            QuestionCalls calls = calls(new WorkExecutor(work), 4);
            List<CompletableFuture<RecipientVerdict>> answers = new ArrayList<>();
            for (int number = 1; number <= 50; number++) {
                answers.add(ask(calls, number));
            }
            for (CompletableFuture<RecipientVerdict> answer : answers) {
                assertEquals(new RecipientVerdict.Accepted("plan"), answer.join());
            }
        }
    }

    @Test
    void questionsThatStillWaitAtTheEndAreToTryLater() {
        QuestionCalls calls = calls(task -> {}, 1);
        CompletableFuture<RecipientVerdict> waiting = ask(calls, 1);
        calls.close();
        assertUndecided(waiting);
        assertUndecided(ask(calls, 2));
    }

    private QuestionCalls calls(Executor executor, int atATime) {
        PatientCall endpoint = new PatientCall(
                new EndpointCall(container, container), Pause.until(new CountDownLatch(1)), System::nanoTime);
        return new QuestionCalls(endpoint, executor, atATime);
    }

    private static CompletableFuture<RecipientVerdict> ask(QuestionCalls calls, long number) {
        return calls.ask(ListenerMethod.RECIPIENT, listener -> listener.recipient(Mails.request(number)))
                .toCompletableFuture();
    }

    private static void assertUndecided(CompletableFuture<RecipientVerdict> answer) {
        CompletionException end = assertThrows(CompletionException.class, answer::join);
        assertInstanceOf(MailHandler.Undecided.class, end.getCause());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
