package org.waybill.smtp.ra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.ListenerPlan;
import org.waybill.smtp.listener.ListenerReport;
import org.waybill.smtp.listener.ListenerSpec;
import org.waybill.smtp.listener.RecipientVerdict;
import org.waybill.smtp.netty.MailHandler;

/** The timer and the pool are this test: {@code tick} is the timer, {@code runWork} the pool. */
class SmtpActivationTest {

    private final FakeContainer container = new FakeContainer();
    private final FakeMailServer server = new FakeMailServer();
    private final List<Runnable> work = new ArrayList<>();
    private final List<MailHandler> handlers = new ArrayList<>();
    private boolean poolIsFull;
    private final SmtpActivation activation = new SmtpActivation(
            new SmtpActivationSpec().settings(), new EndpointCall(container, container), this::take, handler -> {
                handlers.add(handler);
                return server;
            });

    @Test
    void theTimerOnlyHandsOver() {
        activation.run();
        assertEquals(List.of(), container.calls);
        assertEquals(1, work.size());
    }

    @Test
    void opensTheActivationsOwnListenerAndTellsSo() {
        tick();
        assertEquals(List.of("apply 2525"), server.calls);
        assertEquals(1, container.bean.reports.size());
        assertTrue(container.bean.reports.get(0).allOpen());
    }

    @Test
    void opensNothingUntilTheApplicationAnswers() {
        container.poolSize(0);
        tick();
        tick();
        assertEquals(List.of(), server.calls);
        container.poolSize(1);
        tick();
        assertEquals(List.of("apply 2525"), server.calls);
    }

    @Test
    void asksNoSecondTimeWhileTheFirstQuestionIsOpen() {
        activation.run();
        activation.run();
        assertEquals(1, work.size());
        runWork();
        activation.run();
        assertEquals(1, work.size());
    }

    @Test
    void triesAgainAfterThePoolHadNoThread() {
        poolIsFull = true;
        tick();
        poolIsFull = false;
        tick();
        assertEquals(List.of("apply 2525"), server.calls);
    }

    @Test
    void anUnchangedPlanIsFollowedAgainAndToldOnce() {
        tick();
        tick();
        assertEquals(List.of("apply 2525", "apply 2525"), server.calls);
        assertEquals(1, container.bean.reports.size());
    }

    @Test
    void followsAChangedPlanAndTellsSo() {
        tick();
        container.bean.onListeners = activated -> plan(2, 25, 587);
        tick();
        assertEquals(List.of("apply 2525", "apply 25 587"), server.calls);
        assertEquals(
                List.of(0L, 2L),
                container.bean.reports.stream().map(ListenerReport::revision).toList());
    }

    @Test
    void triesAgainWhatFailedAndTellsOnlyNews() {
        server.portsInUse.add(2525);
        tick();
        tick();
        server.portsInUse.clear();
        tick();
        tick();
        assertEquals(
                List.of(false, true),
                container.bean.reports.stream().map(ListenerReport::allOpen).toList());
    }

    @Test
    void tellsAgainWhenTheApplicationDidNotListen() {
        container.failAt("listening", new IllegalStateException());
        tick();
        assertEquals(List.of(), container.bean.reports);
        container.failAt("listening", null);
        tick();
        assertEquals(1, container.bean.reports.size());
    }

    @Test
    void keepsTheListenersWhenTheApplicationFailsLater() {
        tick();
        container.failAt("listeners", new IllegalStateException("database away"));
        tick();
        assertEquals(List.of("apply 2525"), server.calls);
    }

    @Test
    void stopDrainsBeforeItCloses() {
        tick();
        activation.stop(Duration.ofSeconds(3));
        assertEquals(List.of("apply 2525", "drain PT3S", "close"), server.calls);
    }

    @Test
    void aQuestionThatIsAnsweredAfterTheStopOpensNothing() {
        activation.run();
        activation.stop(Duration.ZERO);
        runWork();
        assertEquals(List.of("drain PT0S", "close"), server.calls);
        assertEquals(List.of(), container.bean.reports);
        tick();
        assertEquals(List.of(), work);
    }

    @Test
    void bothQuestionsOfAConnectionReachTheBean() {
        CompletionStage<RecipientVerdict> verdict = handlers.get(0).recipient(Mails.request(1));
        CompletionStage<SmtpReply> reply = handlers.get(0).commit(Mails.mail(1));
        runWork();
        assertEquals(
                new RecipientVerdict.Accepted("plan"),
                verdict.toCompletableFuture().join());
        assertEquals(
                SmtpReply.accepted(Mails.mail(1).id()),
                reply.toCompletableFuture().join());
    }

    @Test
    void whatStillWaitsAtTheStopIsAnswered() {
        CompletableFuture<RecipientVerdict> verdict =
                handlers.get(0).recipient(Mails.request(1)).toCompletableFuture();
        CompletableFuture<SmtpReply> reply =
                handlers.get(0).commit(Mails.mail(1)).toCompletableFuture();
        assertFalse(reply.isDone());
        activation.stop(Duration.ZERO);
        CompletionException end = assertThrows(CompletionException.class, verdict::join);
        assertInstanceOf(MailHandler.Undecided.class, end.getCause());
        assertEquals(SmtpReply.notStored(), reply.join());
        runWork();
        assertEquals(List.of(), container.bean.batches);
    }

    private void take(Runnable task) {
        if (poolIsFull) {
            throw new RejectedExecutionException();
        }
        work.add(task);
    }

    private void tick() {
        activation.run();
        runWork();
    }

    private void runWork() {
        List<Runnable> taken = List.copyOf(work);
        work.clear();
        taken.forEach(Runnable::run);
    }

    private static ListenerPlan plan(long revision, int... ports) {
        ListenerPlan usual = new SmtpActivationSpec().settings().plan();
        ListenerSpec listener = usual.listeners().get(0);
        List<ListenerSpec> listeners = IntStream.of(ports)
                .mapToObj(port -> ListenerSpec.smtp(
                        new InetSocketAddress(listener.address().getAddress(), port),
                        listener.hostname(),
                        listener.maxMessageSize()))
                .toList();
        return new ListenerPlan(
                revision, listeners, usual.limits(), usual.spool(), usual.minimumFree(), usual.node(), true);
    }
}
