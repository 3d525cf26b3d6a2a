package org.waybill.smtp.ra;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.waybill.smtp.netty.MailHandler;

/**
 * The questions that a client waits for, up to RCPT TO: a bounded number is with the application at a time, the others
 * queue in the order in which they came. A question that cannot be answered is undecided, never a refusal.
 */
final class QuestionCalls {

    private static final Logger LOG = System.getLogger(QuestionCalls.class.getName());

    private final PatientCall endpoint;
    private final Lanes<Question<?>> lanes;

    /** @param atATime how many endpoints may be in use for questions */
    QuestionCalls(PatientCall endpoint, Executor executor, int atATime) {
        this.endpoint = endpoint;
        this.lanes = new Lanes<>(executor, atATime, 1, this::ask, Question::undecided);
    }

    <T> CompletionStage<T> ask(ListenerMethod method, ListenerCall<T> call) {
        Question<T> question = new Question<>(method, call, new CompletableFuture<>());
        lanes.add(question);
        return question.answer();
    }

    void close() {
        lanes.close();
    }

    private void ask(List<Question<?>> questions) {
        questions.forEach(question -> question.put(endpoint));
    }

    private record Question<T>(ListenerMethod method, ListenerCall<T> call, CompletableFuture<T> answer) {

        void put(PatientCall endpoint) {
            CallOutcome<T> outcome = endpoint.call(method, call);
            if (outcome instanceof CallOutcome.Done<T> done) {
                answer.complete(done.value());
            } else {
                LOG.log(
                        Level.WARNING,
                        "event=undecided question={0} reason=\"{1}\"",
                        method.method().getName(),
                        outcome.describe());
                undecided();
            }
        }

        void undecided() {
            answer.completeExceptionally(new MailHandler.Undecided());
        }
    }
}
