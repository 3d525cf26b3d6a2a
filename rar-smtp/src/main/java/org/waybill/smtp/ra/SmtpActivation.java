package org.waybill.smtp.ra;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.waybill.smtp.listener.ListenerPlan;
import org.waybill.smtp.listener.ListenerReport;
import org.waybill.smtp.netty.MailHandler;

/**
 * One message-driven bean from its activation to its deactivation: its listeners and its calls.
 *
 * <p>A container activates an endpoint while the application is still being deployed, when no bean can be called yet. So
 * nothing is opened then. The activation is a timer task: about once a second it asks the bean for its
 * {@linkplain org.waybill.smtp.listener.SmtpListener#listeners plan}, on a thread of the container's pool, and follows
 * it; the first answer opens the listeners. An application that does not answer later on keeps what is open.
 *
 * <pre>
 * run (timer) ─► ask (pool) ─► bean.listeners ─► server.apply ─► bean.listening
 *                                   │ no answer: next second
 * stop (deployment thread) ─► drain ≤ grace ─► answer what waits with 451 ─► close
 * </pre>
 */
final class SmtpActivation extends TimerTask {

    private static final Logger LOG = System.getLogger(SmtpActivation.class.getName());

    private final ActivationSettings settings;
    private final EndpointCall endpoint;
    private final Executor executor;
    private final EndpointMailHandler handler;
    private final MailServer server;

    /** Opens when nobody should wait for an endpoint any more: containers take it away before they say so. */
    private final CountDownLatch stopping = new CountDownLatch(1);

    /** One question at a time: {@code createEndpoint} may block until the application is deployed. */
    private final AtomicBoolean asking = new AtomicBoolean();

    // touched only while asking, or under this object's lock
    private @Nullable ListenerReport told;
    private String trouble = "";
    private boolean answered;

    /** @param servers makes the server that is to ask the given handler */
    SmtpActivation(
            ActivationSettings settings,
            EndpointCall endpoint,
            Executor executor,
            Function<MailHandler, MailServer> servers) {
        this.settings = settings;
        this.endpoint = endpoint;
        this.executor = executor;
        PatientCall patient = new PatientCall(endpoint, Pause.until(stopping), System::nanoTime);
        this.handler = new EndpointMailHandler(
                new QuestionCalls(patient, executor, settings.maxConcurrentRecipients()),
                new GroupCommit(patient, executor, settings.maxConcurrentCommits(), settings.maxBatch()));
        this.server = servers.apply(handler);
    }

    /** Called by the timer, which serves all activations and must not be held up. */
    @Override
    public void run() {
        if (stopped() || !asking.compareAndSet(false, true)) {
            return;
        }
        try {
            executor.execute(this::ask);
        } catch (RejectedExecutionException e) {
            asking.set(false);
            LOG.log(Level.DEBUG, "event=listeners-not-asked", e);
        }
    }

    /**
     * Ends it all, within about the grace. Called by the container's deployment thread, which must have it so: when it
     * returns, the application may be unloaded.
     */
    void stop(Duration grace) {
        cancel();
        stopping.countDown();
        synchronized (this) {
            server.drain(grace);
            handler.close();
            server.close();
        }
    }

    private boolean stopped() {
        return stopping.getCount() == 0;
    }

    private void ask() {
        try {
            CallOutcome<ListenerPlan> answer =
                    endpoint.call(ListenerMethod.LISTENERS, listener -> listener.listeners(settings.plan()));
            if (answer instanceof CallOutcome.Done<ListenerPlan> done) {
                warnOnceIfNotTransacted();
                follow(done.value()).ifPresent(this::tell);
            } else {
                complain(answer);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "event=listeners-failed", e);
        } finally {
            asking.set(false);
        }
    }

    /** Returns what the bean does not know yet. */
    private synchronized Optional<ListenerReport> follow(ListenerPlan plan) {
        trouble = "";
        if (stopped()) {
            return Optional.empty();
        }
        ListenerReport current = server.apply(plan);
        return current.equals(told) ? Optional.empty() : Optional.of(current);
    }

    private void tell(ListenerReport news) {
        CallOutcome<ListenerReport> outcome = endpoint.call(ListenerMethod.LISTENING, listener -> {
            listener.listening(news);
            return news;
        });
        if (outcome instanceof CallOutcome.Done<ListenerReport>) {
            told = news;
        } else {
            complain(outcome);
        }
    }

    /** Once for each new trouble, not every second. */
    private void complain(CallOutcome<?> outcome) {
        if (stopped()) {
            return;
        }
        boolean deploying = !answered && outcome instanceof CallOutcome.Unavailable;
        String now = outcome.describe();
        if (!now.equals(trouble)) {
            trouble = now;
            LOG.log(deploying ? Level.DEBUG : Level.WARNING, "event=application-silent reason=\"{0}\"", now);
        }
    }

    private void warnOnceIfNotTransacted() {
        if (answered) {
            return;
        }
        answered = true;
        try {
            if (!endpoint.isTransacted(ListenerMethod.COMMIT)) {
                LOG.log(
                        Level.WARNING,
                        "event=commit-not-transacted reason=\"SmtpListener.commit has no container transaction:"
                                + " a normal return alone is answered 250\"");
            }
        } catch (NoSuchMethodException e) {
            LOG.log(Level.WARNING, "event=commit-attribute-unknown", e);
        }
    }
}
