package org.waybill.queue.core.envelope;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The queue. The rows are the only truth: hints and memory may be lost, doubled or late without consequences.
 *
 * <p>{@link #store} joins the caller's transaction; every other method is a transaction of its own and has committed when
 * it returns.
 */
public interface MailQueue {

    /** Stores new mails in the caller's transaction. */
    void store(List<QueuedMail> mails);

    /**
     * Leases envelopes that are QUEUED and due, oldest due time first. All of a message that are meant come together even
     * where that exceeds the limit, so that they can share an SMTP transaction.
     *
     * @param limit about how many envelopes
     * @return messages in the order of their earliest due time
     */
    List<QueuedMail> claimDue(DueMail which, int limit, Lease lease);

    /** The same for all that is due. */
    default List<QueuedMail> claimDue(Instant now, int limit, Lease lease) {
        return claimDue(DueMail.at(now), limit, lease);
    }

    /** The same for one lane. */
    List<QueuedMail> claimDue(LaneKey lane, DueMail which, int limit, Lease lease);

    /**
     * How far so many QUEUED envelopes reach.
     *
     * @param from the first is due at this time or later
     * @return when the last of them is due; {@code now} if fewer are due until then
     */
    Instant dueAfter(Instant from, int envelopes, Instant now);

    /** How many envelopes of a lane are QUEUED and due. */
    long countDue(LaneKey lane, Instant now);

    /** Those of the given envelopes that the lease still holds, with their message; empty if there are none. */
    List<QueuedMail> leased(long leaseToken, List<EnvelopeId> envelopes);

    /** Prolongs leases; a lease that was lost stays lost. */
    void renew(Set<Long> leaseTokens, Instant until);

    /**
     * Records attempts and moves their envelopes on, all in one transaction, with the bounces they caused. A settlement
     * whose lease is lost is refused: it changes nothing and is left out of the answer, and so is its bounce. What does not
     * {@linkplain Attempt.Result#counts count} moves its envelope without a line in the history.
     *
     * @return those that were carried out
     */
    List<EnvelopeId> settle(List<Settlement> settlements);

    /**
     * Gives envelopes back untried, to be due later; those that the lease no longer holds stay as they are.
     *
     * @param byDue which envelopes are due when; few times, since each costs a statement
     */
    void postpone(long leaseToken, Map<Instant, List<EnvelopeId>> byDue);

    /** Gives envelopes back as they were when they were leased; those that the lease no longer holds stay as they are. */
    void giveBack(long leaseToken, List<EnvelopeId> envelopes);

    /** Makes envelopes of expired leases QUEUED again. */
    int freeExpired(Instant now);

    /** Makes all envelopes QUEUED that the node leased in an earlier process: nobody works on them any more. */
    int freeLeasesOf(String ownerPrefix);

    /** HELD envelopes that are so because of an unknown name become QUEUED and due, now that these names are known. */
    int releaseUnknown(Set<ActionName> known, Instant now);

    /** Envelopes HELD for want of their action's name and created before a time, for expiry. */
    List<EnvelopeId> heldUnknownSince(Instant createdBefore, int limit);

    /** The segments that messages in the queue lie in. */
    Set<Long> liveSegments();

    /** Deletes attempts older than a time. */
    int forgetAttemptsBefore(Instant time);

    /** The earliest time at which a QUEUED envelope is due, or {@link Instant#MAX} if none is queued. */
    Instant nextDue();
}
