package org.waybill.smtp.netty;

import java.util.concurrent.CompletionStage;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.MailTransaction;
import org.waybill.smtp.listener.PasswordRequest;
import org.waybill.smtp.listener.PasswordVerdict;
import org.waybill.smtp.listener.RecipientRequest;
import org.waybill.smtp.listener.RecipientVerdict;
import org.waybill.smtp.listener.ScramRequest;
import org.waybill.smtp.listener.ScramVerdict;
import org.waybill.smtp.listener.SenderRequest;
import org.waybill.smtp.listener.SenderVerdict;
import org.waybill.smtp.listener.StepRequest;
import org.waybill.smtp.listener.StepVerdict;

/**
 * What a connection asks of whoever is behind it. All calls return at once and never throw; the answer may come on any
 * thread, exactly once. A question that could not be answered completes with {@link Undecided}: the client hears a 4xx.
 */
public interface MailHandler {

    CompletionStage<StepVerdict> step(StepRequest request);

    CompletionStage<PasswordVerdict> password(PasswordRequest request);

    CompletionStage<ScramVerdict> scram(ScramRequest request);

    CompletionStage<SenderVerdict> sender(SenderRequest request);

    CompletionStage<RecipientVerdict> recipient(RecipientRequest request);

    /**
     * Commits one mail; the reply is 250 only after the mail is on stable storage. The body belongs to the caller, who
     * releases it after the answer.
     */
    CompletionStage<SmtpReply> commit(MailTransaction mail);

    /** There is no answer, neither yes nor no; whoever says so has told the log why. */
    final class Undecided extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public Undecided() {
            super("undecided", null, false, false); // nobody looks at its trace
        }
    }
}
