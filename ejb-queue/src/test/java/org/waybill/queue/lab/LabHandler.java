package org.waybill.queue.lab;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.waybill.queue.core.AcceptMail;
import org.waybill.queue.core.AcceptRecipient;
import org.waybill.queue.core.AcceptSender;
import org.waybill.queue.core.AcceptStep;
import org.waybill.queue.core.Authenticate;
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

/**
 * The verbs behind the server's questions, where the application server would have a bean.
 *
 * @param troubles hears of questions that broke
 */
record LabHandler(
        AcceptStep acceptStep,
        Authenticate authenticate,
        AcceptSender acceptSender,
        AcceptRecipient acceptRecipient,
        AcceptMail acceptMail,
        Executor threads,
        Consumer<String> troubles)
        implements MailHandler {

    @Override
    public CompletionStage<StepVerdict> step(StepRequest request) {
        return ask(() -> acceptStep.accept(request));
    }

    @Override
    public CompletionStage<PasswordVerdict> password(PasswordRequest request) {
        return ask(() -> authenticate.password(request));
    }

    @Override
    public CompletionStage<ScramVerdict> scram(ScramRequest request) {
        return ask(() -> authenticate.scram(request));
    }

    @Override
    public CompletionStage<SenderVerdict> sender(SenderRequest request) {
        return ask(() -> acceptSender.accept(request));
    }

    @Override
    public CompletionStage<RecipientVerdict> recipient(RecipientRequest request) {
        return ask(() -> acceptRecipient.accept(request));
    }

    @Override
    public CompletionStage<SmtpReply> commit(MailTransaction mail) {
        return ask(() -> {
            acceptMail.accept(List.of(mail));
            return SmtpReply.accepted(mail.id());
        });
    }

    private <T> CompletionStage<T> ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException e) {
                troubles.accept(e.toString());
                answer.completeExceptionally(new Undecided());
            }
        });
        return answer;
    }
}
