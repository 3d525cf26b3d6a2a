package org.waybill.queue.core.filter;

import org.waybill.queue.core.rules.Condition.Answer;
import org.waybill.smtp.Peer;
import org.waybill.smtp.listener.StepRequest;

/** {@code auth}: the client has signed in, or needs not to. */
public record HasSignedIn() implements FilterCondition {

    @Override
    public Answer test(StepRequest request) {
        Peer peer = request.peer();
        return Answer.of(peer.authenticated() || peer.local());
    }
}
