package org.waybill.queue.core.dispatch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.envelope.MailQueue;
import org.waybill.queue.core.envelope.Settlement;

/**
 * Settles what workers finish at the same time in one transaction: the first to come commits for everybody who comes while
 * a commit is under way. No timer, no added wait. A group that fails is settled one by one, so that one bad settlement holds
 * up only itself. What workers leave here is tried again while its lease may last: losing it would repeat a delivery.
 */
public final class SettlementGroup {

    private static final int LARGEST = 256;

    /** With more the next one waits for its own: what is not settled would be delivered again after a crash. */
    private static final int MOST_WAITING = 256;

    /** Where nothing is settled any more, about nine minutes: as long as a lease that nobody can renew. */
    private static final int TRIES = 40;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final MailQueue queue;
    private final Duration firstPause;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final List<Waiting> failed = new ArrayList<>();
    private boolean committing;

    /** Ends the pause of the one who commits. */
    private CompletableFuture<Boolean> somebodyWaits = CompletableFuture.completedFuture(true);

    private static final class Waiting {
        private final List<Settlement> settlements;
        private final CompletableFuture<List<EnvelopeId>> done = new CompletableFuture<>();
        private int tries;

        Waiting(List<Settlement> settlements, int tries) {
            this.settlements = settlements;
            this.tries = tries;
        }

        void settled(Set<EnvelopeId> carriedOut) {
            done.complete(settlements.stream()
                    .map(Settlement::envelope)
                    .filter(carriedOut::contains)
                    .toList());
        }

        /** Whether it gives up. */
        boolean failed(Throwable trouble) {
            tries--;
            return tries == 0 && done.completeExceptionally(trouble);
        }
    }

    /** @param firstPause before what failed is tried again, unless others succeed; each pause is longer than the one before */
    public SettlementGroup(MailQueue queue, Duration firstPause) {
        this.queue = queue;
        this.firstPause = firstPause;
    }

    /**
     * Settles and returns when that is on disk; one try.
     *
     * @return those whose lease still held
     */
    public List<EnvelopeId> settle(List<Settlement> settlements) {
        Waiting mine = new Waiting(settlements, 1);
        submit(mine);
        return mine.done.join();
    }

    /**
     * Settles, or leaves that to whoever commits now. So a caller may go on before it is on disk, but where many have done so
     * it waits.
     *
     * @return those whose lease still held, once that is on disk
     */
    public CompletableFuture<List<EnvelopeId>> submit(List<Settlement> settlements) {
        Waiting mine = new Waiting(settlements, TRIES);
        if (submit(mine)) {
            mine.done.handle((settled, trouble) -> settled).join();
        }
        return mine.done;
    }

    /** Returns whether there are too many. */
    private boolean submit(Waiting mine) {
        synchronized (waiting) {
            boolean full = waiting.size() + failed.size() >= MOST_WAITING;
            waiting.add(mine);
            somebodyWaits.complete(true);
            if (committing) {
                return full;
            }
            committing = true;
        }
        commitAll();
        return false;
    }

    /** How many callers wait for the next commit. */
    int waiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    private void commitAll() {
        Duration pause = firstPause;
        for (List<Waiting> group = next(pause); !group.isEmpty(); group = next(pause)) {
            boolean works = commit(group);
            if (works) {
                // one bad settlement among good ones need not wait
                takeFailed().forEach(one -> commit(List.of(one)));
            }
            pause = works ? firstPause : longer(pause);
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    /** Those that wait; where nobody does, those that failed, after a pause; none when all is done. */
    private List<Waiting> next(Duration pause) {
        await(pause);
        synchronized (waiting) {
            List<Waiting> group = new ArrayList<>();
            int size = 0;
            while (size < LARGEST && !waiting.isEmpty()) {
                Waiting one = waiting.removeFirst();
                size += one.settlements.size();
                group.add(one);
            }
            if (group.isEmpty()) {
                group.addAll(takeFailed());
            }
            committing = !group.isEmpty();
            return group;
        }
    }

    private List<Waiting> takeFailed() {
        synchronized (waiting) {
            List<Waiting> all = List.copyOf(failed);
            failed.clear();
            return all;
        }
    }

    /** Returns when somebody waits, or the pause is over. */
    private void await(Duration pause) {
        CompletableFuture<Boolean> end;
        synchronized (waiting) {
            if (failed.isEmpty() || !waiting.isEmpty()) {
                return;
            }
            end = new CompletableFuture<>();
            somebodyWaits = end;
        }
        end.completeOnTimeout(false, pause.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    /** Whether any of them could be settled. */
    private boolean commit(List<Waiting> group) {
        try {
            Set<EnvelopeId> carriedOut = Set.copyOf(queue.settle(
                    group.stream().flatMap(one -> one.settlements.stream()).toList()));
            group.forEach(one -> one.settled(carriedOut));
            return true;
        } catch (RuntimeException | Error e) {
            if (group.size() == 1) {
                keep(group.get(0), e);
                return false;
            }
            return group.stream().filter(one -> commit(List.of(one))).count() > 0;
        }
    }

    private void keep(Waiting one, Throwable trouble) {
        if (!one.failed(trouble)) {
            synchronized (waiting) {
                failed.add(one);
            }
        }
    }
}
