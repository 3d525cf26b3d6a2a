package org.waybill.smtp.ra;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.waybill.smtp.SmtpReply;
import org.waybill.smtp.listener.MailTransaction;

/**
 * Shares one container transaction among whatever mails are complete. Nothing waits for company: a mail that finds a
 * commit lane free goes alone and at once; while the lanes are busy the next batch gathers by itself, so batches grow
 * with the load.
 *
 * <p>A batch that fails is committed again mail by mail, so that one bad mail refuses only itself. That ends after
 * {@link #TIME_FOR_SINGLES}, since without a database each try may take long: the rest is refused untried. Nothing is
 * retried when there was no endpoint at all. Each mail is answered exactly once, refused ones with 451, so that the
 * client keeps them.
 *
 * <p>A commit whose end is unknown counts as failed. The application may then see a mail again under the same
 * {@link MailTransaction#id}, by which it can tell.
 */
final class GroupCommit {

    static final Duration TIME_FOR_SINGLES = Duration.ofSeconds(60);
    private static final Logger LOG = System.getLogger(GroupCommit.class.getName());

    private final PatientCall endpoint;
    private final Lanes<Waiting> lanes;

    /**
     * @param inFlight how many batches may be with the application at a time
     * @param maxBatch mails in a batch
     */
    GroupCommit(PatientCall endpoint, Executor executor, int inFlight, int maxBatch) {
        this.endpoint = endpoint;
        this.lanes = new Lanes<>(executor, inFlight, maxBatch, this::commit, Waiting::refuse);
    }

    CompletionStage<SmtpReply> commit(MailTransaction mail) {
        Waiting waiting = new Waiting(mail, new CompletableFuture<>());
        lanes.add(waiting);
        return waiting.answer();
    }

    void close() {
        lanes.close();
    }

    private void commit(List<Waiting> batch) {
        CallOutcome<Integer> outcome = tryTogether(batch);
        if (outcome instanceof CallOutcome.Failed<Integer> && batch.size() > 1) {
            LOG.log(Level.INFO, "event=batch-split mails={0} reason=\"{1}\"", batch.size(), outcome.describe());
            commitSingly(batch);
        } else {
            answer(batch, outcome);
        }
    }

    private void commitSingly(List<Waiting> batch) {
        Deadline deadline = endpoint.deadline(TIME_FOR_SINGLES);
        for (Waiting waiting : batch) {
            if (deadline.passed()) {
                waiting.refuse();
            } else {
                List<Waiting> single = List.of(waiting);
                answer(single, tryTogether(single));
            }
        }
    }

    private CallOutcome<Integer> tryTogether(List<Waiting> batch) {
        List<MailTransaction> mails = batch.stream().map(Waiting::mail).toList();
        return endpoint.call(ListenerMethod.COMMIT, listener -> {
            listener.commit(mails);
            return mails.size();
        });
    }

    private static void answer(List<Waiting> batch, CallOutcome<Integer> outcome) {
        boolean committed = outcome instanceof CallOutcome.Done<Integer>;
        for (Waiting waiting : batch) {
            if (committed) {
                waiting.accept();
            } else {
                LOG.log(
                        Level.WARNING,
                        "event=not-stored message={0} reason=\"{1}\"",
                        waiting.mail().id(),
                        outcome.describe());
                waiting.refuse();
            }
        }
    }

    private record Waiting(MailTransaction mail, CompletableFuture<SmtpReply> answer) {
        void accept() {
            answer.complete(SmtpReply.accepted(mail.id()));
        }

        void refuse() {
            answer.complete(SmtpReply.notStored());
        }
    }
}
