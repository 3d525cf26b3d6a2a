package org.waybill.queue.core;

import java.util.function.Function;
import org.waybill.queue.core.envelope.RecipientPlans;
import org.waybill.queue.core.settle.BounceRoute;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.Peer;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.listener.RecipientRequest;
import org.waybill.smtp.listener.RecipientVerdict;

/** Sends reports where the first verb would send mail from this machine: rules and expansion are those of all mail. */
public final class BouncesByRules implements BounceRoute {

    private final Function<RecipientRequest, RecipientVerdict> accept;
    private final Peer ourselves;

    /**
     * @param accept {@link AcceptRecipient#accept}
     * @param ourselves a local client
     */
    public BouncesByRules(Function<RecipientRequest, RecipientVerdict> accept, Peer ourselves) {
        this.accept = accept;
        this.ourselves = ourselves;
    }

    @Override
    public Answer to(MailAddress sender, MessageId report) {
        RecipientVerdict verdict = accept.apply(new RecipientRequest(
                report, ourselves, new ReversePath.Null(), MailParameters.NONE, sender, RcptParameters.NONE));
        if (verdict instanceof RecipientVerdict.Accepted accepted) {
            return new Answer.Planned((RecipientPlans) accepted.plan());
        }
        if (verdict instanceof RecipientVerdict.Refused refused) {
            return refused.reply().isTransient()
                    ? new Answer.Unavailable("<" + sender + ">: " + refused.reply())
                    : new Answer.Refused(refused.reply().toString());
        }
        throw new AssertionError(verdict);
    }
}
