package org.waybill.queue.core.rules;

import org.waybill.smtp.Peer;
import org.waybill.smtp.ReverseName;

/** {@code from rdns}: what the DNS calls the client's address, whether it is confirmed or not; there is such a name. */
public record FromRdns() implements Condition {

    @Override
    public Answer test(RuleInput input) {
        ReverseName reverse = input.peer().reverse();
        return isLookedUp(reverse) ? Answer.of(!reverse.name().isEmpty()) : notLookedUp(input.peer());
    }

    /** Whether it is known what the name is, or that there is none. */
    public static boolean isLookedUp(ReverseName reverse) {
        return reverse.status() != ReverseName.Status.UNKNOWN && reverse.status() != ReverseName.Status.TEMPORARY;
    }

    public static Answer notLookedUp(Peer peer) {
        return new Answer.Unknown("the name of " + peer.address().getHostAddress() + " could not be looked up");
    }
}
