package org.waybill.queue.core.dispatch;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.waybill.queue.core.action.ActionBook;
import org.waybill.queue.core.dispatch.Lanes.Wanted;
import org.waybill.queue.core.envelope.DueMail;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.LaneKey;
import org.waybill.queue.core.envelope.Lease;
import org.waybill.queue.core.envelope.MailQueue;
import org.waybill.queue.core.envelope.Milestones;
import org.waybill.queue.core.envelope.QueuedMail;

/**
 * What is claimed, and what is left out: much mail for a lane that has no room for it, and much that is suspended, stays
 * where it is and costs nothing. A lane with room claims its own; what is suspended no longer is claimed like any other.
 */
final class Claims {

    /** About so many envelopes in one claim. */
    static final int MOST = 256;

    /** So many of those that were passed are looked at again at a time: some hundredths of a second. */
    private static final int STRETCH = 20_000;

    private final MailQueue queue;
    private final Supplier<? extends ActionBook> actions;
    private final Lanes lanes;
    private final Suspensions suspensions;
    private final InstantSource clock;
    private final Frontier frontier = new Frontier();
    private volatile long revision;
    private volatile Set<LaneKey> suspended = Set.of();
    private volatile Set<LaneKey> lastLeftOut = Set.of();

    Claims(
            MailQueue queue,
            Supplier<? extends ActionBook> actions,
            Lanes lanes,
            Suspensions suspensions,
            InstantSource clock) {
        this.queue = queue;
        this.actions = actions;
        this.lanes = lanes;
        this.suspensions = suspensions;
        this.clock = clock;
    }

    /** What is left out is so by what its action's name meant, and by the suspensions; both may have changed. */
    void follow() {
        long current = actions.get().revision();
        if (current != revision) {
            revision = current;
            lanes.leaveNothingOut();
            suspensions.leaveNothingOut();
            frontier.hurry();
        }
        Set<LaneKey> stillSuspended = suspensions.leftOut(clock.instant());
        if (!stillSuspended.containsAll(suspended)) {
            frontier.hurry();
        }
        suspended = stillSuspended;
    }

    /**
     * What is due and not left out; fewer than {@link #MOST} envelopes if that is all. Here mail is left out also if somebody
     * must look at it: very much may expire together, and the second look finds it.
     */
    List<QueuedMail> due(Instant now, Lease lease) {
        Map<LaneKey, Milestones> leftOut = new HashMap<>(leftOut(now));
        leftOut.replaceAll((lane, milestones) -> Milestones.NONE);
        lastLeftOut = leftOut.keySet();
        if (leftOut.isEmpty() || frontier.front().isAfter(now)) {
            frontier.everything();
        }
        List<QueuedMail> mails = queue.claimDue(new DueMail(frontier.front(), now, now, leftOut), MOST, lease);
        if (!leftOut.isEmpty()) {
            frontier.advanced(reached(mails, now), now);
        }
        return mails;
    }

    /** Whether the next claim of what is due would leave out more than the last one did, and so find other mail. */
    boolean leavesMoreOut(Instant now) {
        return !lastLeftOut.containsAll(leftOut(now).keySet());
    }

    /** Whether what was passed is to be {@linkplain #passed looked at} once more. */
    boolean looksBack(Instant now) {
        return frontier.looksBack(now);
    }

    /** What is due of a stretch that was passed, and not left out; fewer than {@link #MOST} envelopes if that is all. */
    List<QueuedMail> passed(Instant now, Lease lease) {
        Instant until = queue.dueAfter(frontier.back(), STRETCH, now);
        List<QueuedMail> mails = queue.claimDue(new DueMail(frontier.back(), until, now, leftOut(now)), MOST, lease);
        frontier.lookedBack(reached(mails, until.plusMillis(1)), now, clock.instant());
        return mails;
    }

    /** Nothing could be done with what was {@linkplain #passed found}. */
    void passOn() {
        frontier.passesOn();
    }

    /** They come in the order of their earliest envelopes, and before that of the last one there are no others. */
    private static Instant reached(List<QueuedMail> mails, Instant ifThatIsAll) {
        return envelopes(mails) < MOST ? ifThatIsAll : earliestDue(mails.get(mails.size() - 1));
    }

    private Map<LaneKey, Milestones> leftOut(Instant now) {
        Set<LaneKey> all = new HashSet<>(lanes.leftOut());
        all.addAll(suspensions.leftOut(now));
        return milestones(all);
    }

    private Map<LaneKey, Milestones> milestones(Collection<LaneKey> which) {
        ActionBook book = actions.get();
        Map<LaneKey, Milestones> milestones = new HashMap<>();
        for (LaneKey lane : which) {
            book.resolve(lane.action()).ifPresent(definition -> milestones.put(lane, definition.milestones()));
        }
        return milestones;
    }

    /** Which lanes have room for what is left out of them, and are not suspended. */
    List<Wanted> wanted(Instant now) {
        Set<LaneKey> suspended = suspensions.leftOut(now);
        return lanes.wanted(MOST, now).stream()
                .filter(wanted -> suspended.stream().noneMatch(out -> out.covers(wanted.lane())))
                .toList();
    }

    List<QueuedMail> leftOut(Wanted wanted, Instant now, Lease lease) {
        Map<LaneKey, Milestones> suspendedWithin = milestones(suspensions.leftOut(now).stream()
                .filter(out -> wanted.lane().covers(out))
                .toList());
        DueMail due = new DueMail(Instant.EPOCH, now, now, suspendedWithin);
        List<QueuedMail> mails = queue.claimDue(wanted.lane(), due, wanted.envelopes(), lease);
        if (envelopes(mails) < wanted.envelopes()) {
            lanes.exhausted(wanted.lane());
        }
        return mails;
    }

    private static int envelopes(List<QueuedMail> mails) {
        return mails.stream().mapToInt(mail -> mail.envelopes().size()).sum();
    }

    private static Instant earliestDue(QueuedMail mail) {
        return mail.envelopes().stream()
                .map(Envelope::due)
                .min(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }
}
