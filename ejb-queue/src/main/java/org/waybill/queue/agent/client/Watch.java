package org.waybill.queue.agent.client;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a connection where nothing else would end the wait: writing has no timeout, and a host that says one octet a minute
 * never lets reading have one. Looks at the clock now and then, so it may be late by a quarter.
 */
final class Watch {

    private static final long TICKS = 4;

    private static final long SHORTEST_TICK = TimeUnit.MILLISECONDS.toNanos(10);

    private final ScheduledExecutorService schedule;
    private final long block;
    private final long whole;
    private final Runnable cut;
    private volatile long begun;
    private volatile long blockBegun;
    private volatile boolean writing;
    private volatile boolean expired;
    private volatile @Nullable ScheduledFuture<?> ticks;

    Watch(ScheduledExecutorService schedule, Duration block, Duration whole, Runnable cut) {
        this.schedule = schedule;
        this.block = block.toNanos();
        this.whole = whole.toNanos();
        this.cut = cut;
    }

    /** Begins to look. */
    void begin() throws IOException {
        begun = System.nanoTime();
        long tick = Math.max(SHORTEST_TICK, Math.min(block, whole) / TICKS);
        try {
            ticks = schedule.scheduleWithFixedDelay(this::look, tick, tick, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            throw new IOException("the server is stopping", e);
        }
    }

    /** Looks no more. */
    void end() {
        ScheduledFuture<?> running = ticks;
        if (running != null) {
            running.cancel(false);
        }
    }

    private void look() {
        long now = System.nanoTime();
        if (now - begun > whole || (writing && now - blockBegun > block)) {
            expired = true;
            cut.run();
        }
    }

    void writes() {
        blockBegun = System.nanoTime();
        writing = true;
    }

    void hasWritten() {
        writing = false;
    }

    /** Whether it has cut the connection. */
    boolean expired() {
        return expired;
    }
}
