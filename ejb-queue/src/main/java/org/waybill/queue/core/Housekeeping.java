package org.waybill.queue.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.waybill.queue.core.action.ActionBook;
import org.waybill.queue.core.dispatch.SettlementGroup;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.envelope.Lease;
import org.waybill.queue.core.envelope.MailQueue;
import org.waybill.queue.core.envelope.MessageStore;
import org.waybill.queue.core.envelope.QueuedMail;
import org.waybill.queue.core.envelope.Settlement;

/** What must be done now and then, so that nothing waits for ever and nothing is kept for ever. */
public final class Housekeeping {

    /** How long the history of attempts is kept. */
    static final Duration HISTORY = Duration.ofDays(30);

    private static final int AT_A_TIME = 256;

    /** Takes HELD envelopes under a lease, so that they can be settled. */
    public interface HeldMail {
        List<QueuedMail> claim(List<EnvelopeId> envelopes, Lease lease);
    }

    private final MailQueue queue;
    private final MessageStore store;
    private final DeliverEnvelope deliverEnvelope;
    private final SettlementGroup settlements;
    private final Supplier<? extends ActionBook> configuration;
    private final Function<Instant, Lease> leases;
    private final HeldMail held;
    private final InstantSource clock;

    public Housekeeping(
            MailQueue queue,
            MessageStore store,
            DeliverEnvelope deliverEnvelope,
            SettlementGroup settlements,
            Supplier<? extends ActionBook> configuration,
            Function<Instant, Lease> leases,
            HeldMail held,
            InstantSource clock) {
        this.queue = queue;
        this.store = store;
        this.deliverEnvelope = deliverEnvelope;
        this.settlements = settlements;
        this.configuration = configuration;
        this.leases = leases;
        this.held = held;
        this.clock = clock;
    }

    /** Work that nobody finished is free again. */
    public int freeLeases() {
        return queue.freeExpired(clock.instant());
    }

    /** Envelopes HELD for an unknown name fail once they are older than the queue allows. */
    public int expireHeld() {
        Instant now = clock.instant();
        List<EnvelopeId> old =
                queue.heldUnknownSince(now.minus(configuration.get().queueTtl()), AT_A_TIME);
        if (old.isEmpty()) {
            return 0;
        }
        Lease lease = leases.apply(now);
        int expired = 0;
        for (QueuedMail mail : held.claim(old, lease)) {
            List<Settlement> ended = deliverEnvelope.expire(mail, lease.token());
            expired += ended.isEmpty() ? 0 : settlements.settle(ended).size();
        }
        return expired;
    }

    /** Deletes segment files that nothing in the queue lies in any more. */
    public int deleteDeadSegments() {
        try {
            return store.deleteSegmentsExcept(queue.liveSegments());
        } catch (IOException e) {
            throw new UncheckedIOException("a segment cannot be deleted", e);
        }
    }

    public int forgetOldAttempts() {
        return queue.forgetAttemptsBefore(clock.instant().minus(HISTORY));
    }
}
