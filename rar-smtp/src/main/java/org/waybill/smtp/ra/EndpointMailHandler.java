package org.waybill.smtp.ra;

import java.util.concurrent.CompletionStage;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.MailTransaction;
import org.waybill.smtp.listener.RecipientRequest;
import org.waybill.smtp.listener.RecipientVerdict;
import org.waybill.smtp.netty.MailHandler;

/** The application behind a connection: both questions become calls of its message-driven bean. */
record EndpointMailHandler(RecipientCalls recipients, GroupCommit commits) implements MailHandler {

    @Override
    public CompletionStage<RecipientVerdict> recipient(RecipientRequest request) {
        return recipients.ask(request);
    }

    @Override
    public CompletionStage<SmtpReply> commit(MailTransaction mail) {
        return commits.commit(mail);
    }

    /** Answers whatever still waits; calls under way run to their end. */
    void close() {
        recipients.close();
        commits.close();
    }
}
