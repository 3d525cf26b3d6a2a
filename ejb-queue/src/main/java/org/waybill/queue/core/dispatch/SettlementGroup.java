package org.waybill.queue.core.dispatch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.envelope.MailQueue;
import org.waybill.queue.core.envelope.Settlement;

/**
 * Settles what workers finish at the same time in one transaction: the first to come commits for everybody who comes while
 * a commit is under way. No timer, no added wait. A group that fails is settled one by one, so that one bad settlement holds
 * up only itself; losing one only repeats a delivery.
 */
public final class SettlementGroup {

    private static final int LARGEST = 256;

    /** With more the next one waits for its own: what is not settled would be delivered again after a crash. */
    private static final int MOST_WAITING = 256;

    private record Waiting(List<Settlement> settlements, CompletableFuture<List<EnvelopeId>> done) {}

    private final MailQueue queue;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private boolean committing;

    public SettlementGroup(MailQueue queue) {
        this.queue = queue;
    }

    /**
     * Settles and returns when that is on disk.
     *
     * @return those whose lease still held
     */
    public List<EnvelopeId> settle(List<Settlement> settlements) {
        return submit(settlements).join();
    }

    /**
     * Settles, or leaves that to whoever commits now. So a caller may go on before it is on disk, but where many have done so
     * it waits.
     *
     * @return those whose lease still held, once that is on disk
     */
    public CompletableFuture<List<EnvelopeId>> submit(List<Settlement> settlements) {
        Waiting mine = new Waiting(settlements, new CompletableFuture<>());
        boolean leader;
        boolean full;
        synchronized (waiting) {
            full = waiting.size() >= MOST_WAITING;
            waiting.add(mine);
            leader = !committing;
            committing = true;
        }
        if (leader) {
            commitAll();
        } else if (full) {
            mine.done().handle((settled, trouble) -> settled).join();
        }
        return mine.done();
    }

    /** How many callers wait for the next commit. */
    int waiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    private void commitAll() {
        List<Waiting> group = next();
        while (!group.isEmpty()) {
            commit(group);
            group = next();
        }
    }

    private List<Waiting> next() {
        synchronized (waiting) {
            List<Waiting> group = new ArrayList<>();
            int size = 0;
            while (size < LARGEST && !waiting.isEmpty()) {
                Waiting one = waiting.removeFirst();
                size += one.settlements().size();
                group.add(one);
            }
            committing = !group.isEmpty();
            return group;
        }
    }

    private void commit(List<Waiting> group) {
        List<Settlement> all =
                group.stream().flatMap(one -> one.settlements().stream()).toList();
        try {
            Set<EnvelopeId> settled = Set.copyOf(queue.settle(all));
            for (Waiting one : group) {
                one.done().complete(own(one, settled));
            }
        } catch (RuntimeException e) {
            if (group.size() == 1) {
                group.get(0).done().completeExceptionally(e);
            } else {
                group.forEach(one -> commit(List.of(one)));
            }
        }
    }

    private static List<EnvelopeId> own(Waiting one, Set<EnvelopeId> settled) {
        return one.settlements().stream()
                .map(Settlement::envelope)
                .filter(settled::contains)
                .toList();
    }
}
