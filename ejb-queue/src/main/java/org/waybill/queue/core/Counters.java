package org.waybill.queue.core;

import java.util.concurrent.atomic.LongAdder;
import org.waybill.queue.core.envelope.Attempt;

/** What this node has done since its start. */
public final class Counters {

    private final LongAdder accepted = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder deferred = new LongAdder();
    private final LongAdder failed = new LongAdder();

    public void accepted(int mails) {
        accepted.add(mails);
    }

    public void attempted(Attempt.Result result) {
        switch (result) {
            case DELIVERED -> delivered.increment();
            case DEFERRED -> deferred.increment();
            case FAILED, EXPIRED -> failed.increment();
            case HELD, DELETED, POSTPONED -> {
                // no attempt at a next hop
            }
        }
    }

    public long accepted() {
        return accepted.sum();
    }

    public long delivered() {
        return delivered.sum();
    }

    public long deferred() {
        return deferred.sum();
    }

    public long failed() {
        return failed.sum();
    }
}
