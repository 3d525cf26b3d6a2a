package org.waybill.smtp.listener;

import java.util.concurrent.CompletionStage;
import org.waybill.smtp.ReverseName;
import org.waybill.smtp.SmtpReply;

/** The answer to one step. */
public sealed interface StepVerdict {

    /** It goes on. */
    record Proceed() implements StepVerdict {}

    /**
     * It goes on with another argument, as if the client had given it; at CONNECT, as if we were called so.
     *
     * @param argument in the form of the request's; meaningless where the step has none
     * @param junk whether the mail, before MAIL every mail of the session, gets the field {@code X-Spam: yes}; too late at
     *     COMMIT
     */
    record Rewritten(String argument, boolean junk) implements StepVerdict {}

    /**
     * The step is refused; at CONNECT this ends the session.
     *
     * @param reply a 4xx or 5xx reply, sent as it is
     */
    record Refused(SmtpReply reply) implements StepVerdict {
        public Refused {
            requireRefusal(reply);
        }
    }

    /**
     * The session ends.
     *
     * @param reply a 4xx or 5xx reply, sent as it is
     */
    record Disconnected(SmtpReply reply) implements StepVerdict {
        public Disconnected {
            requireRefusal(reply);
        }
    }

    /**
     * At CONNECT, for a client whose {@link ReverseName} is unknown: the step is to be asked again with this name. Nobody
     * but the client waits meanwhile, so that slow name servers hold up neither threads nor other clients; the greeting
     * waits a few seconds at most, and then the name is {@link ReverseName#TEMPORARY}.
     *
     * @param name may come on any thread
     */
    record Named(CompletionStage<ReverseName> name) implements StepVerdict {}

    /** The mails get the field {@code X-Spam: yes}, otherwise it goes on. */
    static StepVerdict junk(StepRequest request) {
        return new Rewritten(request.argument(), true);
    }

    private static void requireRefusal(SmtpReply reply) {
        if (reply.isPositive()) {
            throw new IllegalArgumentException("a refusal needs a 4xx or 5xx reply, not " + reply);
        }
    }
}
