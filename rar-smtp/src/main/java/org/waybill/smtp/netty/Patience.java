package org.waybill.smtp.netty;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.waybill.smtp.listener.SessionLimits;

/**
 * How long one client may keep us waiting: for a whole command, for the next octets of a body, for a body as a whole, and
 * on the average of its octets. All of these are points in time that move; one timer looks from time to time whether the
 * next of them has passed. So neither commands nor octets cost a timer of their own, and when most places of the server
 * are taken, and there is less patience, those who wait already have less too. For use on the event loop only.
 */
final class Patience {

    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Before it nobody is slow: a connection may take its time to get going. */
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final int HASTE_IN_COMMANDS = 10;
    private static final int HASTE_IN_BODIES = 5;

    /** Not even a crowded server has less patience than that. */
    private static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(10);

    private enum Awaited {
        NOTHING,
        COMMAND,
        OCTETS
    }

    private final EventExecutor executor;
    private final SessionLimits limits;
    private final BooleanSupplier crowded;
    private final LongSupplier bodyOctets;
    private final Runnable exhausted;
    private final Deadline look;
    private Awaited awaited = Awaited.NOTHING;
    private long since;
    private boolean looking;
    private long lookAt;
    private boolean bodyOpen;
    private long bodySince;
    private long octetsBefore;

    /**
     * @param crowded whether to have less patience
     * @param bodyOctets how many octets of bodies have come in so far
     * @param exhausted called once
     */
    Patience(
            EventExecutor executor,
            SessionLimits limits,
            BooleanSupplier crowded,
            LongSupplier bodyOctets,
            Runnable exhausted) {
        this.executor = executor;
        this.limits = limits;
        this.crowded = crowded;
        this.bodyOctets = bodyOctets;
        this.exhausted = exhausted;
        this.look = new Deadline(executor, this::look);
    }

    /** Whether a body is under way; that commands come between its chunks changes nothing. */
    void body(boolean underWay) {
        if (underWay && !bodyOpen) {
            since = now();
            bodySince = since;
            octetsBefore = bodyOctets.getAsLong();
        }
        bodyOpen = underWay;
    }

    /** The client has the time of a command, from now on. */
    void awaitCommand() {
        await(Awaited.COMMAND);
    }

    /** The client has the time of some octets, from now on. */
    void awaitOctets() {
        await(Awaited.OCTETS);
    }

    /** It is us who are waited for: no time passes. */
    void rest() {
        if (awaited != Awaited.NOTHING) {
            awaited = Awaited.NOTHING;
            since = now();
        }
    }

    /** Nothing more is awaited. */
    void end() {
        awaited = Awaited.NOTHING;
        look.cancel();
    }

    private void await(Awaited next) {
        long now = now();
        if (awaited == Awaited.NOTHING) {
            bodySince += now - since;
        }
        awaited = next;
        since = now;
        long left = left(now);
        if (!looking || lookAt - now > left) {
            lookAfter(left, now);
        }
    }

    private void look() {
        looking = false;
        if (awaited == Awaited.NOTHING) {
            return;
        }
        long now = now();
        long left = left(now);
        if (left > 0) {
            lookAfter(left, now);
        } else {
            awaited = Awaited.NOTHING;
            exhausted.run();
        }
    }

    private void lookAfter(long left, long now) {
        long pause = Math.min(LOOK_NANOS, left);
        looking = true;
        lookAt = now + pause;
        look.in(Duration.ofNanos(pause));
    }

    /** Until the first of the points in time. */
    private long left(long now) {
        boolean haste = crowded.getAsBoolean();
        long left = awaited == Awaited.COMMAND
                ? allowed(limits.commandTimeout(), haste, HASTE_IN_COMMANDS)
                : allowed(limits.dataTimeout(), haste, HASTE_IN_BODIES);
        left -= now - since;
        if (bodyOpen) {
            long whole = Math.min(allowed(limits.dataDeadline(), haste, HASTE_IN_BODIES), atLeastRate());
            left = Math.min(left, whole - (now - bodySince));
        }
        return left;
    }

    private static long allowed(Duration usual, boolean haste, int divisor) {
        long nanos = usual.toNanos();
        return haste ? Math.min(nanos, Math.max(LEAST_NANOS, nanos / divisor)) : nanos;
    }

    /** How long a body may have taken that is as long as this one by now. */
    private long atLeastRate() {
        if (limits.leastDataRate() == 0) {
            return Long.MAX_VALUE;
        }
        long octets = bodyOctets.getAsLong() - octetsBefore;
        return Math.max(START_NANOS, TimeUnit.SECONDS.toNanos(octets / limits.leastDataRate()));
    }

    private long now() {
        return executor.ticker().nanoTime();
    }
}
