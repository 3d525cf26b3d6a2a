package org.waybill.queue.agent;

import java.time.Instant;
import java.util.Optional;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.ReplyLine;

/** What came of the hosts that one attempt has passed over. */
final class Attempts {

    private static final Outcome NOBODY = new Outcome.Deferred("relay", "451 4.4.4 There is no host to relay to");

    private Optional<Outcome> mayPass = Optional.empty();
    private Optional<Outcome> willNotPass = Optional.empty();
    private Optional<Outcome> missed = Optional.empty();
    private Instant opens = Instant.MAX;
    private ReplyLine closed = ReplyLine.ours("");
    private boolean busy;

    /** A host that cannot be used. */
    void failed(Outcome outcome) {
        if (outcome instanceof Outcome.Failed) {
            willNotPass = Optional.of(outcome);
        } else {
            mayPass = Optional.of(outcome);
        }
    }

    /** A host that was not tried: it rests. */
    void passed(Instant until, ReplyLine reply) {
        if (until.isBefore(opens)) {
            opens = until;
            closed = reply;
        }
    }

    /** A host that was not tried, and that nothing is wrong with: we give it enough to do. */
    void busy(Instant until, ReplyLine reply) {
        busy = true;
        passed(until, reply);
    }

    /** Whether a host is well and only busy: who comes behind it, for when it cannot be used, is not wanted yet. */
    boolean anyBusy() {
        return busy;
    }

    /**
     * A host that could not be tried, nobody knows until when: something is not known of it.
     *
     * @param reply 4xx
     */
    void missed(ReplyLine reply) {
        missed = Optional.of(new Outcome.Deferred("relay", reply));
    }

    /**
     * The last trouble that may pass. Where nothing was tried that may pass, but a host was passed over, the attempt is
     * none; only where no host is left that may yet take the mail, the last trouble that will not pass.
     */
    Outcome sum() {
        return mayPass.or(this::postponed)
                .or(() -> missed)
                .or(() -> willNotPass)
                .orElse(NOBODY);
    }

    private Optional<Outcome> postponed() {
        return opens.isBefore(Instant.MAX)
                ? Optional.of(new Outcome.Postponed("relay", closed, opens, busy))
                : Optional.empty();
    }
}
