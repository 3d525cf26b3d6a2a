package org.waybill.queue.agent.client;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Looks after all that takes time, now and then. One task does it for everybody: in a container a task of its own for each
 * mail costs more than all that is said about the mail.
 */
final class Watchman implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger("org.waybill.deliver");

    private static final long ROUND_MILLIS = 200;

    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private final ScheduledFuture<?> rounds;
    private volatile boolean closed;

    /** Somebody to be looked after. */
    interface Watched {
        /** @param now as of {@link System#nanoTime} */
        void look(long now);
    }

    Watchman(ScheduledExecutorService schedule) {
        this.rounds = schedule.scheduleWithFixedDelay(this::round, ROUND_MILLIS, ROUND_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Looks after one more.
     *
     * @return false if it takes nobody any more
     */
    boolean begin(Watched one) {
        watched.add(one);
        if (closed) {
            end(one);
            return false;
        }
        return true;
    }

    void end(Watched one) {
        watched.remove(one);
        restAfterTheLast();
    }

    private void restAfterTheLast() {
        if (closed && watched.isEmpty()) {
            rounds.cancel(false);
        }
    }

    private void round() {
        long now = System.nanoTime();
        for (Watched one : watched) {
            try {
                one.look(now);
            } catch (RuntimeException e) {
                // the others need their look, and this task would never be run again
                LOG.log(Level.WARNING, "a connection could not be looked after", e);
            }
        }
    }

    /** Takes nobody any more; those it has are looked after to their end. */
    @Override
    public void close() {
        closed = true;
        restAfterTheLast();
    }
}
