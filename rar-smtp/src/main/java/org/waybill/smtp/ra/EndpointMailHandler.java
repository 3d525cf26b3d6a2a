package org.waybill.smtp.ra;

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
import org.waybill.smtp.netty.MailHandler;

/** The application behind a connection: every question becomes a call of its message-driven bean. */
record EndpointMailHandler(QuestionCalls questions, GroupCommit commits) implements MailHandler {

    @Override
    public CompletionStage<StepVerdict> step(StepRequest request) {
        return questions.ask(ListenerMethod.STEP, listener -> listener.step(request));
    }

    @Override
    public CompletionStage<PasswordVerdict> password(PasswordRequest request) {
        return questions.ask(ListenerMethod.PASSWORD, listener -> listener.password(request));
    }

    @Override
    public CompletionStage<ScramVerdict> scram(ScramRequest request) {
        return questions.ask(ListenerMethod.SCRAM, listener -> listener.scram(request));
    }

    @Override
    public CompletionStage<SenderVerdict> sender(SenderRequest request) {
        return questions.ask(ListenerMethod.SENDER, listener -> listener.sender(request));
    }

    @Override
    public CompletionStage<RecipientVerdict> recipient(RecipientRequest request) {
        return questions.ask(ListenerMethod.RECIPIENT, listener -> listener.recipient(request));
    }

    @Override
    public CompletionStage<SmtpReply> commit(MailTransaction mail) {
        return commits.commit(mail);
    }

    /** Answers whatever still waits; calls under way run to their end. */
    void close() {
        questions.close();
        commits.close();
    }
}
