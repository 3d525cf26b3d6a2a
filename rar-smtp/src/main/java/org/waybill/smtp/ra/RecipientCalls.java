package org.waybill.smtp.ra;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.RecipientRequest;
import org.waybill.smtp.listener.RecipientVerdict;

/**
 * The questions of RCPT TO: a bounded number is with the application at a time, the others queue in the order in which
 * they came. A question that cannot be answered is never a permanent refusal.
 */
final class RecipientCalls {

    private static final Logger LOG = System.getLogger(RecipientCalls.class.getName());

    private final PatientCall endpoint;
    private final Lanes<Question> lanes;

    /** @param atATime how many endpoints may be in use for recipients */
    RecipientCalls(PatientCall endpoint, Executor executor, int atATime) {
        this.endpoint = endpoint;
        this.lanes = new Lanes<>(executor, atATime, 1, this::ask, Question::tryLater);
    }

    CompletionStage<RecipientVerdict> ask(RecipientRequest request) {
        Question question = new Question(request, new CompletableFuture<>());
        lanes.add(question);
        return question.answer();
    }

    void close() {
        lanes.close();
    }

    private void ask(List<Question> questions) {
        for (Question question : questions) {
            CallOutcome<RecipientVerdict> outcome =
                    endpoint.call(ListenerMethod.RECIPIENT, listener -> listener.recipient(question.request()));
            if (outcome instanceof CallOutcome.Done<RecipientVerdict> done) {
                question.answer().complete(done.value());
            } else {
                LOG.log(
                        Level.WARNING,
                        "event=recipient-undecided message={0} reason=\"{1}\"",
                        question.request().transaction(),
                        outcome.describe());
                question.tryLater();
            }
        }
    }

    private record Question(RecipientRequest request, CompletableFuture<RecipientVerdict> answer) {
        void tryLater() {
            answer.complete(new RecipientVerdict.Refused(SmtpReply.temporaryFailure()));
        }
    }
}
