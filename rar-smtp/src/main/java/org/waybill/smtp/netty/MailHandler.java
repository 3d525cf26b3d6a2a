package org.waybill.smtp.netty;

import java.util.concurrent.CompletionStage;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.MailTransaction;
import org.waybill.smtp.listener.RecipientRequest;
import org.waybill.smtp.listener.RecipientVerdict;

/**
 * What a connection asks of whoever is behind it. Both calls return at once and never throw; the answer may come on any
 * thread, exactly once, and never exceptionally.
 */
public interface MailHandler {

    CompletionStage<RecipientVerdict> recipient(RecipientRequest request);

    /**
     * Commits one mail; the reply is 250 only after the mail is on stable storage. The body belongs to the caller, who
     * releases it after the answer.
     */
    CompletionStage<SmtpReply> commit(MailTransaction mail);
}
