package org.waybill.queue.core;

import java.util.List;
import java.util.function.Function;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.Peer;
import org.waybill.smtp.ReversePath;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.Step;
import org.waybill.smtp.listener.StepRequest;
import org.waybill.smtp.listener.StepVerdict;

/** The steps of a session that a mail from inside would have had: filters decide at them as at any other client's. */
final class SubmitSteps {

    private final Function<StepRequest, StepVerdict> steps;
    private final Peer peer;
    private boolean junk;

    SubmitSteps(Function<StepRequest, StepVerdict> steps, Peer peer) {
        this.steps = steps;
        this.peer = peer;
    }

    /** Up to MAIL: who sends it, which a filter may have changed. */
    ReversePath begin(String hostname, ReversePath sender) throws Refused {
        ask(new StepRequest(Step.CONNECT, peer, hostname));
        ask(new StepRequest(Step.EHLO, peer, peer.helo()));
        return ReversePath.parse(ask(new StepRequest(Step.MAIL, peer, sender.toString(), sender, List.of())));
    }

    /** RCPT: whom it goes to. */
    MailAddress recipient(ReversePath sender, MailAddress recipient, List<MailAddress> before) throws Refused {
        return MailAddress.parse(ask(new StepRequest(Step.RCPT, peer, recipient.toString(), sender, before)));
    }

    /** From DATA on. */
    void end(ReversePath sender, List<MailAddress> recipients) throws Refused {
        ask(new StepRequest(Step.DATA, peer, "", sender, recipients));
        ask(new StepRequest(Step.COMMIT, peer, "", sender, recipients));
    }

    /** Whether the mail is taken for junk. */
    boolean junk() {
        return junk;
    }

    private String ask(StepRequest request) throws Refused {
        StepVerdict verdict = steps.apply(request);
        if (verdict instanceof StepVerdict.Refused refused) {
            throw new Refused(refused.reply());
        } else if (verdict instanceof StepVerdict.Disconnected disconnected) {
            throw new Refused(disconnected.reply());
        } else if (verdict instanceof StepVerdict.Rewritten rewritten) {
            junk |= rewritten.junk();
            return rewritten.argument();
        }
        return request.argument();
    }

    /** A step is refused. */
    static final class Refused extends Exception {

        @SuppressWarnings("serial") // it is caught before anybody could write it
        private final SmtpReply reply;

        Refused(SmtpReply reply) {
            super(reply.toString());
            this.reply = reply;
        }

        SmtpReply reply() {
            return reply;
        }
    }
}
