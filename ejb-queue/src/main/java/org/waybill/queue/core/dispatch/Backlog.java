package org.waybill.queue.core.dispatch;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.waybill.queue.core.envelope.EnvelopeId;

/**
 * What a lane gave back to the database, in the order in which it did: nobody can say beforehand how fast a lane will be, so
 * one that runs out of work takes what is its own before its time. A memory only: what is forgotten comes when it is due.
 */
final class Backlog {

    private final Deque<Parked> parked = new ArrayDeque<>();
    private int size;

    /** Envelopes of an order. */
    private record Parked(List<EnvelopeId> envelopes, Instant due) {
        Parked {
            envelopes = List.copyOf(envelopes);
        }
    }

    /** How many envelopes. */
    int size() {
        return size;
    }

    /** Forgets the first ones that have become due by themselves. */
    void forgetDue(Instant now) {
        while (!parked.isEmpty() && !parked.getFirst().due().isAfter(now)) {
            size -= parked.removeFirst().envelopes().size();
        }
    }

    void add(List<EnvelopeId> envelopes, Instant due) {
        parked.addLast(new Parked(envelopes, due));
        size += envelopes.size();
    }

    /**
     * Takes the first ones out, by the time when they are due.
     *
     * @param most about how many envelopes
     */
    Map<Instant, List<EnvelopeId>> take(int most, Instant now) {
        Map<Instant, List<EnvelopeId>> taken = new TreeMap<>();
        int left = most;
        while (left > 0 && !parked.isEmpty()) {
            Parked first = parked.removeFirst();
            size -= first.envelopes().size();
            if (first.due().isAfter(now)) {
                taken.computeIfAbsent(first.due(), none -> new ArrayList<>()).addAll(first.envelopes());
                left -= first.envelopes().size();
            }
        }
        return taken;
    }
}
