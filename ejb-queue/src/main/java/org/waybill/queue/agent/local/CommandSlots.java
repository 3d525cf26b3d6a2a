package org.waybill.queue.agent.local;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.waybill.queue.core.action.MdaLimits;

/** How many commands run, in all and of each user; the limits are those of the moment. */
final class CommandSlots {

    private final Supplier<MdaLimits> limits;
    private final Map<String, Integer> running = new HashMap<>();
    private int all;

    CommandSlots(Supplier<MdaLimits> limits) {
        this.limits = limits;
    }

    /** Waits for a turn. */
    synchronized boolean enter(String user, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (full(user)) {
            long rest = (end - System.nanoTime()) / 1_000_000;
            if (rest <= 0) {
                return false;
            }
            wait(rest);
        }
        all++;
        running.merge(user, 1, Integer::sum);
        return true;
    }

    private boolean full(String user) {
        MdaLimits now = limits.get();
        return all >= now.sessions() || running.getOrDefault(user, 0) >= now.sessionsPerUser();
    }

    synchronized void leave(String user) {
        all--;
        running.computeIfPresent(user, (name, count) -> count == 1 ? null : count - 1);
        notifyAll();
    }
}
