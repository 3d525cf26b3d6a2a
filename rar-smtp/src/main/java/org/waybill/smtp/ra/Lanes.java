package org.waybill.smtp.ra;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * A queue in front of a bounded number of lanes. A lane is one piece of work in the container's pool: it starts when
 * something waits and not all lanes are in use, takes whatever waits (up to a limit) again and again, and ends when
 * nothing does.
 *
 * <p>So a busy server pays no hand-over to the pool per item, which a piece of work for each item would, and an idle one
 * holds no thread, which loops waiting on a queue would. What arrives while all lanes are in use gathers; no timer and
 * no waiting for more is involved.
 *
 * <p>Every item is either worked on or turned away, the latter when the lanes are closed or the container gives no
 * thread. The queue needs no bound of its own: each SMTP session has at most one item in it.
 */
final class Lanes<T> {

    private static final Logger LOG = System.getLogger(Lanes.class.getName());

    private final Executor executor;
    private final int lanes;
    private final int atOnce;
    private final Consumer<List<T>> work;
    private final Consumer<T> turnAway;

    private final Queue<T> waiting = new ArrayDeque<>();
    private int running;
    private boolean closed;

    /**
     * @param lanes how many may run at a time
     * @param atOnce how many items a lane takes together
     * @param work called on a lane with 1 to {@code atOnce} items, in the order of arrival
     * @param turnAway called for each item that no lane takes, and for those whose work threw
     */
    Lanes(Executor executor, int lanes, int atOnce, Consumer<List<T>> work, Consumer<T> turnAway) {
        this.executor = executor;
        this.lanes = lanes;
        this.atOnce = atOnce;
        this.work = work;
        this.turnAway = turnAway;
    }

    void add(T item) {
        if (!enqueue(item)) {
            turnAway.accept(item);
        } else if (claimLane()) {
            start();
        }
    }

    /** Turns away whatever waits and whatever comes; lanes end after what they are at. */
    void close() {
        List<T> left;
        synchronized (this) {
            closed = true;
            left = takeAll();
        }
        left.forEach(turnAway);
    }

    private synchronized boolean enqueue(T item) {
        return !closed && waiting.add(item);
    }

    private synchronized boolean claimLane() {
        if (running == lanes || waiting.isEmpty()) {
            return false;
        }
        running++;
        return true;
    }

    private void start() {
        try {
            executor.execute(this::run);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "event=no-thread reason=\"{0}\"", e.toString());
            abandonLane().forEach(turnAway);
        }
    }

    private void run() {
        List<T> items = next();
        while (!items.isEmpty()) {
            try {
                work.accept(items);
            } catch (RuntimeException | Error e) {
                LOG.log(Level.ERROR, "event=lane-failed", e);
                items.forEach(turnAway);
            }
            items = next();
        }
    }

    /** What to do next; with nothing to do, the lane is given back in the same step. */
    private synchronized List<T> next() {
        List<T> items = new ArrayList<>();
        while (items.size() < atOnce && !waiting.isEmpty()) {
            items.add(waiting.remove());
        }
        if (items.isEmpty()) {
            running--;
        }
        return items;
    }

    /** Without any lane left nobody would ever look at the queue. */
    private synchronized List<T> abandonLane() {
        running--;
        return running == 0 ? takeAll() : List.of();
    }

    private synchronized List<T> takeAll() {
        List<T> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }
}
