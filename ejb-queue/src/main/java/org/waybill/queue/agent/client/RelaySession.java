package org.waybill.queue.agent.client;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waybill.queue.core.deliver.BodyScan;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.mx.TlsFailure;
import org.waybill.queue.core.relay.Hop;
import org.waybill.queue.core.relay.RouteLimits;
import org.waybill.queue.core.relay.Trust;
import org.waybill.smtp.ReversePath;

/** A session with a host, for one user at a time, who closes it: then it waits for the next one, or ends. */
public final class RelaySession implements AutoCloseable {

    /** More recipients go in another transaction: every host takes so many (RFC 5321 §4.5.3.1.8). */
    private static final int MAX_RECIPIENTS = 100;

    private final RelaySessions sessions;
    private final RouteLimits limits;
    private final RelayTimeouts timeouts;
    private Conversation conversation;
    private boolean fresh;
    private boolean closed;

    /** @param fresh whether nobody has used it before */
    RelaySession(
            RelaySessions sessions,
            RouteLimits limits,
            RelayTimeouts timeouts,
            Conversation conversation,
            boolean fresh) {
        this.sessions = sessions;
        this.limits = limits;
        this.timeouts = timeouts;
        this.conversation = conversation;
        this.fresh = fresh;
    }

    /** Where it leads. */
    public Hop hop() {
        return conversation.hop();
    }

    /** What was negotiated, for people: {@code TLSv1.3 TLS_AES_256_GCM_SHA384, verified by name}, or {@code plain text}. */
    public String security() {
        return conversation.security().text();
    }

    /** Whether nobody has used it before. */
    public boolean isFresh() {
        return fresh;
    }

    /** Why nothing is encrypted; empty if it is. */
    public Optional<TlsFailure> plainBecause() {
        return conversation.security().trouble();
    }

    /**
     * Whether the host's certificate would do on other terms than those that the session was made on.
     *
     * @throws IOException if the authorities cannot be read
     */
    public Optional<TlsFailure> judgedBy(Trust trust) throws IOException {
        X509Certificate[] chain = conversation.security().chain().toArray(X509Certificate[]::new);
        if (chain.length == 0) {
            return plainBecause();
        }
        try {
            CertificateJudge.of(trust, sessions.keys(), Witness.NOBODY).judge(chain, "UNKNOWN");
            return Optional.empty();
        } catch (CertificateException e) {
            return Optional.of(TlsFailure.of(e));
        }
    }

    /** Whether the host offers an extension; what it said before TLS is forgotten. */
    public boolean offers(String extension) {
        return conversation.extensions().offers(extension);
    }

    /**
     * Sends a mail.
     *
     * @param scan of its content
     * @param target for the outcomes; what was negotiated is put behind it
     * @return an outcome for every envelope of the job
     */
    public Map<EnvelopeId, Outcome> send(DeliveryJob job, BodyScan scan, String target) {
        Map<EnvelopeId, Outcome> outcomes = new LinkedHashMap<>();
        try {
            send(job, scan, target, outcomes);
        } catch (IOException e) {
            forAll(job, outcomes, "451 4.3.0 Cannot read the content: " + SmtpFailure.reason(e));
        }
        return outcomes;
    }

    private void send(DeliveryJob job, BodyScan scan, String target, Map<EnvelopeId, Outcome> outcomes)
            throws IOException {
        SendableMail mail = sendable(job, scan);
        outcomes.putAll(mail.refused());
        List<Envelope> waiting = new ArrayList<>(mail.recipients());
        while (!waiting.isEmpty()) {
            List<Envelope> batch = waiting.subList(0, Math.min(waiting.size(), MAX_RECIPIENTS));
            Transaction transaction =
                    new Transaction(conversation, timeouts, mail, List.copyOf(batch), target + " (" + security() + ")");
            Map<EnvelopeId, Outcome> answers = transaction.run();
            if (transaction.gone() && !fresh) {
                sendAnew(job, scan, target, outcomes);
                return;
            }
            fresh = false;
            batch.clear();
            outcomes.putAll(answers);
            waiting.addAll(0, transaction.tooMany());
            if (conversation.broken()) {
                List<Outcome> last = List.copyOf(answers.values());
                waiting.forEach(envelope -> outcomes.put(envelope.id(), deferred(last.get(last.size() - 1))));
                return;
            }
        }
    }

    private SendableMail sendable(DeliveryJob job, BodyScan scan) throws IOException {
        return SendableMail.of(job, scan, conversation.extensions(), hop().host());
    }

    /** Those who were not even named share no refusal. */
    private static Outcome deferred(Outcome last) {
        return last instanceof Outcome.Deferred
                ? last
                : new Outcome.Deferred(last.target(), SmtpFailure.connectionLost("the host closed the session"));
    }

    /** The session was dead before it was asked: a host may end one that is idle at any time. */
    private void sendAnew(DeliveryJob job, BodyScan scan, String target, Map<EnvelopeId, Outcome> outcomes)
            throws IOException {
        boolean promised = offers("REQUIRETLS");
        conversation.end();
        Introduction.Result result = sessions.replacement(hop());
        if (result instanceof Introduction.Result.Not not) {
            outcomes.clear();
            job.envelopes().forEach(envelope -> outcomes.put(envelope.id(), new Outcome.Deferred(target, not.reply())));
            return;
        }
        conversation = ((Introduction.Result.Done) result).conversation();
        fresh = true;
        outcomes.clear();
        if (promised && !offers("REQUIRETLS") && needsPromise(job)) {
            forAll(job, outcomes, "451 4.7.30 REQUIRETLS support required: " + hop().host() + " has it no more");
        } else {
            send(job, scan, target, outcomes);
        }
    }

    private static boolean needsPromise(DeliveryJob job) {
        return job.message().parameters().requireTls() && job.message().sender() instanceof ReversePath.From;
    }

    private static void forAll(DeliveryJob job, Map<EnvelopeId, Outcome> outcomes, String reply) {
        job.envelopes().forEach(envelope -> outcomes.putIfAbsent(envelope.id(), new Outcome.Deferred("relay", reply)));
    }

    /** Gives it back. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            sessions.giveBack(conversation, limits);
        }
    }
}
