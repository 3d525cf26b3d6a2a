package org.waybill.queue.agent.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.waybill.queue.core.deliver.BodyScan;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.ReplyLine;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.smtp.ReversePath;

/**
 * One mail on its way to a host, in as many transactions as it needs. Who has an outcome is never named again, whatever
 * becomes of the session.
 *
 * <p>A host may end a session between two transactions, and some do so after each. What waits then goes on by another
 * session, if the one that ended was good for something: it has carried earlier mails, or the transaction before has
 * settled somebody. So a host that takes one transaction in a session gets its mail, and one that takes nothing on a new
 * session is left in peace.
 */
final class Handover {

    /** More recipients go in another transaction: every host takes so many (RFC 5321 §4.5.3.1.8). */
    private static final int MAX_RECIPIENTS = 100;

    private final RelaySessions sessions;
    private final RelayTimeouts timeouts;
    private final DeliveryJob job;
    private final BodyScan scan;
    private final String target;
    private final Watcher watcher;
    private final Map<EnvelopeId, Outcome> outcomes = new LinkedHashMap<>();
    private final List<Envelope> waiting;
    private Conversation conversation;
    private boolean proven;
    private boolean answered;

    /**
     * @param conversation to begin with
     * @param proven whether it has been used before
     * @param target for the outcomes; what was negotiated is put behind it
     * @param watcher hears of what takes the place of the conversation
     */
    Handover(
            RelaySessions sessions,
            RelayTimeouts timeouts,
            Conversation conversation,
            boolean proven,
            DeliveryJob job,
            BodyScan scan,
            String target,
            Watcher watcher) {
        this.sessions = sessions;
        this.timeouts = timeouts;
        this.conversation = conversation;
        this.proven = proven;
        this.job = job;
        this.scan = scan;
        this.target = target;
        this.watcher = watcher;
        this.waiting = new ArrayList<>(job.envelopes());
    }

    /** Hears of the sessions that are opened in the place of one that has ended. */
    interface Watcher {

        void goesOnBy(Conversation another);

        /** There is none, and others have had answers already: so it is not what comes of all this. */
        void refused(Opening.Refused refused);
    }

    /** The last one; the others have ended. */
    Conversation conversation() {
        return conversation;
    }

    Sending run() {
        try {
            return send();
        } catch (IOException e) {
            return deferred("relay", ReplyLine.ours("451 4.3.0 Cannot read the content: " + SmtpFailure.reason(e)));
        }
    }

    private Sending send() throws IOException {
        SendableMail mail = sendable();
        while (!waiting.isEmpty()) {
            Transaction transaction = new Transaction(conversation, timeouts, mail, batch(), negotiated());
            Map<EnvelopeId, Outcome> answers = transaction.run();
            boolean unheard = transaction.late() && proven;
            if (!unheard) {
                settle(answers, transaction.tooMany());
                if (transaction.lost().isPresent()) {
                    return lost(negotiated(), transaction.lost().get());
                }
            }
            if (!waiting.isEmpty() && !conversation.reusable()) {
                if (!proven) {
                    // nobody was settled, so whatever was said last is a reply to wait by
                    return deferred(negotiated(), lastOf(answers).line());
                }
                Introduction.Result result = another();
                if (result instanceof Introduction.Result.Not not) {
                    return answered ? lost(not.refused()) : not.refused();
                } else if (promiseIsBroken()) {
                    return deferred(
                            "relay",
                            ReplyLine.ours("451 4.7.30 REQUIRETLS support required: " + host() + " has it no more"));
                }
                mail = sendable();
            }
        }
        return new Sending.Answered(outcomes, null);
    }

    /** What of the mail can go this way; the others have their outcomes. */
    private SendableMail sendable() throws IOException {
        DeliveryJob rest = new DeliveryJob(job.message(), waiting, job.body());
        SendableMail mail = SendableMail.of(rest, scan, conversation.extensions(), host());
        put(mail.refused());
        return mail;
    }

    private String host() {
        return conversation.hop().host();
    }

    private List<Envelope> batch() {
        return List.copyOf(waiting.subList(0, Math.min(waiting.size(), MAX_RECIPIENTS)));
    }

    private String negotiated() {
        return target + " (" + conversation.security().text() + ")";
    }

    /** @param again those who were too many for this time */
    private void settle(Map<EnvelopeId, Outcome> answers, List<Envelope> again) {
        answered = true;
        proven = answers.values().stream().anyMatch(outcome -> !(outcome instanceof Outcome.Deferred));
        Map<EnvelopeId, Outcome> settled = new LinkedHashMap<>(answers);
        again.forEach(envelope -> settled.remove(envelope.id()));
        put(settled);
    }

    private void put(Map<EnvelopeId, Outcome> more) {
        outcomes.putAll(more);
        waiting.removeIf(envelope -> more.containsKey(envelope.id()));
    }

    /** Takes the place of the session that can carry no more. */
    private Introduction.Result another() {
        conversation.end();
        Introduction.Result result = sessions.replacement(conversation.hop());
        if (result instanceof Introduction.Result.Done done) {
            conversation = done.conversation();
            proven = false;
            watcher.goesOnBy(conversation);
        }
        return result;
    }

    /** RFC 8689 §4.2.1; the host of the session before had made it. */
    private boolean promiseIsBroken() {
        return job.message().parameters().requireTls()
                && job.message().sender() instanceof ReversePath.From
                && !conversation.extensions().offers("REQUIRETLS");
    }

    private static Outcome lastOf(Map<EnvelopeId, Outcome> answers) {
        List<Outcome> all = List.copyOf(answers.values());
        return all.get(all.size() - 1);
    }

    private Sending lost(Opening.Refused refused) {
        watcher.refused(refused);
        return lost(target, refused.line());
    }

    private Sending lost(String where, ReplyLine reply) {
        defer(where, reply);
        return new Sending.Answered(outcomes, reply.text());
    }

    private Sending deferred(String where, ReplyLine reply) {
        defer(where, reply);
        return new Sending.Answered(outcomes, null);
    }

    private void defer(String where, ReplyLine reply) {
        waiting.forEach(envelope -> outcomes.put(envelope.id(), new Outcome.Deferred(where, reply)));
        waiting.clear();
    }
}
