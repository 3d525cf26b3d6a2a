package org.waybill.smtp.ra;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;

/**
 * Sees how one transaction ended. It has committed only when every report says {@code STATUS_COMMITTED}, and there was
 * one: Payara tells {@code STATUS_COMMITTING} after a commit whose end is unknown, and may tell twice where a resource
 * was enlisted during {@code beforeCompletion}.
 */
final class CommitWitness implements Synchronization {

    private static final int NOTHING_SEEN = -1;

    private int seen = NOTHING_SEEN;

    @Override
    public void beforeCompletion() {
        // only the end matters
    }

    @Override
    public synchronized void afterCompletion(int status) {
        if (seen == NOTHING_SEEN || seen == Status.STATUS_COMMITTED) {
            seen = status;
        }
    }

    synchronized boolean committed() {
        return seen == Status.STATUS_COMMITTED;
    }

    /** The names are those of {@link Status}. */
    @Override
    public synchronized String toString() {
        return switch (seen) {
            case NOTHING_SEEN -> "no end";
            case Status.STATUS_COMMITTED -> "STATUS_COMMITTED";
            case Status.STATUS_ROLLEDBACK -> "STATUS_ROLLEDBACK";
            default -> "status " + seen;
        };
    }
}
