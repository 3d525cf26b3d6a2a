package org.waybill.queue.agent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.ReplyText;

/** What came of the hosts that one attempt has passed over. */
final class Attempts {

    private final List<Outcome> troubles = new ArrayList<>();
    private Instant opens = Instant.MAX;
    private String closed = "";

    /** A host that cannot be used. */
    void failed(Outcome outcome) {
        troubles.add(outcome);
    }

    /** A host that was not tried: it rests, or has enough to do. */
    void passed(Instant until, String reply) {
        if (until.isBefore(opens)) {
            opens = until;
            closed = ReplyText.oneLine(reply);
        }
    }

    /**
     * The last trouble that may pass. Where nothing was tried that may pass, but a host was passed over, the attempt is
     * none; only where that leaves nothing, the last trouble that will not pass.
     */
    Outcome sum() {
        Outcome sum = new Outcome.Deferred("relay", "451 4.4.4 There is no host to relay to");
        boolean mayPass = false;
        for (Outcome trouble : troubles) {
            mayPass |= trouble instanceof Outcome.Deferred;
            sum = mayPass && trouble instanceof Outcome.Failed ? sum : trouble;
        }
        return !mayPass && opens.isBefore(Instant.MAX) ? new Outcome.Postponed("relay", closed, opens) : sum;
    }
}
