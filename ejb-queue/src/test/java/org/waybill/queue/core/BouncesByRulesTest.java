package org.waybill.queue.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.envelope.RecipientPlan;
import org.waybill.queue.core.envelope.RecipientPlans;
import org.waybill.queue.core.settle.BounceRoute.Answer;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.Peer;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.RecipientRequest;
import org.waybill.smtp.listener.RecipientVerdict;

class BouncesByRulesTest {

    private static final MailAddress ALICE = MailAddress.parse("alice@example.com");
    private static final MessageId REPORT = new MessageId(9);
    private static final Peer OURSELVES =
            Peer.connected(InetAddress.getLoopbackAddress(), InetAddress.getLoopbackAddress(), "", "");

    private final List<RecipientRequest> asked = new ArrayList<>();

    private Answer route(RecipientVerdict verdict) {
        return new BouncesByRules(
                        request -> {
                            asked.add(request);
                            return verdict;
                        },
                        OURSELVES)
                .to(ALICE, REPORT);
    }

    @Test
    void asksAsALocalClientWithTheNullSender() {
        RecipientPlans plan = RecipientPlans.of(new RecipientPlan(ALICE, ALICE, "alice", new ActionName("home")));
        assertEquals(new Answer.Planned(plan), route(new RecipientVerdict.Accepted(plan)));
        assertEquals(
                List.of(new RecipientRequest(
                        REPORT, OURSELVES, new ReversePath.Null(), MailParameters.NONE, ALICE, RcptParameters.NONE)),
                asked);
    }

    @Test
    void takesAPermanentRefusalForTheEnd() {
        assertEquals(
                new Answer.Refused("550 5.1.1 Invalid recipient: <alice@example.com>"),
                route(new RecipientVerdict.Refused(SmtpReply.invalidRecipient(ALICE))));
    }

    @Test
    void takesATransientRefusalForNoAnswer() {
        assertEquals(
                new Answer.Unavailable("<alice@example.com>: 451 4.3.0 Temporary failure, please try again later"),
                route(new RecipientVerdict.Refused(SmtpReply.temporaryFailure())));
    }
}
