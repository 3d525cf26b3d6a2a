package org.waybill.queue.agent.client;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Consumer;
import org.waybill.queue.core.deliver.BodyScan;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.mx.TlsFailure;
import org.waybill.queue.core.relay.Hop;
import org.waybill.queue.core.relay.Trust;

/** A session with a host, for one user at a time, who closes it: then it waits for the next one, or ends. */
public final class RelaySession implements AutoCloseable {

    private final RelaySessions sessions;
    private final SessionClaim claim;
    private final RelayTimeouts timeouts;
    private Conversation conversation;
    private boolean fresh;
    private boolean closed;

    /** @param fresh whether nobody has used it before */
    RelaySession(
            RelaySessions sessions,
            SessionClaim claim,
            RelayTimeouts timeouts,
            Conversation conversation,
            boolean fresh) {
        this.sessions = sessions;
        this.claim = claim;
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
     * @param renewed hears of this session when it goes on by a new connection, and of the refusal of one that is not what
     *     comes of sending
     */
    public Sending send(DeliveryJob job, BodyScan scan, String target, Consumer<Opening> renewed) {
        Handover handover =
                new Handover(sessions, timeouts, conversation, !fresh, job, scan, target, new Handover.Watcher() {
                    @Override
                    public void goesOnBy(Conversation another) {
                        conversation = another;
                        fresh = true;
                        renewed.accept(new Opening.Open(RelaySession.this));
                    }

                    @Override
                    public void refused(Opening.Refused refused) {
                        renewed.accept(refused);
                    }
                });
        try {
            return handover.run();
        } finally {
            conversation = handover.conversation();
            fresh = false;
        }
    }

    /** Gives it back. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            sessions.giveBack(conversation, claim);
        }
    }
}
