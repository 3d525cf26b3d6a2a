package org.waybill.queue.core.envelope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.waybill.queue.core.envelope.Mails.NOW;
import static org.waybill.queue.core.envelope.Mails.attempt;
import static org.waybill.queue.core.envelope.Mails.envelopeIds;
import static org.waybill.queue.core.envelope.Mails.lease;
import static org.waybill.queue.core.envelope.Mails.mail;
import static org.waybill.queue.core.envelope.Mails.mailTo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.envelope.Settlement.Move;

/** What every {@link MailQueue} promises. */
public interface MailQueueContract extends PostponedMailContract, LeftOutMailContract {

    @Test
    default void keepsAHeldEnvelopeHeld() {
        QueuedMail mail = mail(1, 1);
        commit(List.of(new QueuedMail(
                mail.message(), List.of(Mails.held(mail.envelopes().get(0), "wait")))));

        assertEquals(List.of(), queue().claimDue(NOW, 10, lease(1)));
    }

    @Test
    default void claimsOldestDueFirst() {
        commit(List.of(
                Mails.due(mail(1, 1), NOW.minusSeconds(1)),
                Mails.due(mail(2, 1), NOW.minusSeconds(3)),
                Mails.due(mail(3, 1), NOW.minusSeconds(2))));

        assertEquals(List.of("2.1", "3.1"), envelopeIds(queue().claimDue(NOW, 2, lease(1))));
        assertEquals(List.of("1.1"), envelopeIds(queue().claimDue(NOW, 2, lease(2))));
    }

    @Test
    default void claimsNothingBeforeItsTime() {
        commit(List.of(Mails.due(mail(1, 1), NOW.plusSeconds(1))));

        assertEquals(List.of(), queue().claimDue(NOW, 10, lease(1)));
        assertEquals(NOW.plusSeconds(1), queue().nextDue());
    }

    @Test
    default void neverSplitsTheDueEnvelopesOfAMessage() {
        commit(List.of(mail(1, 5), mail(2, 5)));

        assertEquals(List.of("1.1", "1.2", "1.3", "1.4", "1.5"), envelopeIds(queue().claimDue(NOW, 3, lease(1))));
    }

    @Test
    default void givesAnEnvelopeToOneLeaseOnly() {
        commit(List.of(mail(1, 2)));
        queue().claimDue(NOW, 10, lease(1));

        assertEquals(List.of(), queue().claimDue(NOW, 10, lease(2)));
        assertEquals(Instant.MAX, queue().nextDue());
    }

    @Test
    default void claimsABatchOf128() {
        List<QueuedMail> mails = new ArrayList<>();
        for (int i = 1; i <= 200; i++) {
            mails.add(mail(i, 1));
        }
        commit(mails);

        assertEquals(128, queue().claimDue(NOW, 128, lease(1)).size());
        assertEquals(72, queue().claimDue(NOW, 128, lease(2)).size());
    }

    @Test
    default void readsOnlyWhatTheLeaseHolds() {
        commit(List.of(mail(1, 2), mail(2, 1)));
        queue().claimDue(NOW, 10, lease(1));

        assertEquals(List.of("1.2", "2.1"), envelopeIds(queue().leased(1, List.of(Mails.id(1, 2), Mails.id(2, 1)))));
        assertEquals(List.of(), queue().leased(2, List.of(Mails.id(1, 2))));
        assertEquals(List.of(), queue().leased(1, List.of(Mails.id(9, 1))));
        assertEquals(List.of(), queue().leased(1, List.of()));
    }

    @Test
    default void removesADeliveredEnvelope() {
        commit(List.of(mail(1, 2)));
        queue().claimDue(NOW, 10, lease(1));

        assertEquals(List.of(Mails.id(1, 1)), queue().settle(List.of(settlement(1, 1, 1, new Move.Remove()))));

        assertEquals(List.of("1.2"), envelopeIds(queue().leased(1, List.of(Mails.id(1, 1), Mails.id(1, 2)))));
        assertEquals(Set.of(mail(1, 1).message().location().segment()), queue().liveSegments());
    }

    @Test
    default void removesExactlyTheEnvelopesNamed() {
        commit(List.of(mail(1, 3), mail(2, 3), mail(3, 3), mail(4, 1)));
        queue().claimDue(NOW, 100, lease(1));

        queue().settle(List.of(
                settlement(1, 1, 1, new Move.Remove()),
                settlement(2, 2, 1, new Move.Remove()),
                settlement(3, 1, 1, new Move.Remove()),
                settlement(3, 3, 1, new Move.Remove()),
                settlement(4, 1, 1, new Move.Remove())));

        queue().freeExpired(NOW.plusSeconds(3600));
        assertEquals(List.of("1.2", "1.3", "2.1", "2.3", "3.2"), envelopeIds(queue().claimDue(NOW, 100, lease(2))));
    }

    @Test
    default void dropsTheMessageWithItsLastEnvelope() {
        commit(List.of(mail(1, 2)));
        queue().claimDue(NOW, 10, lease(1));

        queue().settle(List.of(settlement(1, 1, 1, new Move.Remove()), settlement(1, 2, 1, new Move.Remove())));

        assertEquals(Set.of(), queue().liveSegments());
    }

    @Test
    default void dropsTheMessageWhenItsEnvelopesLeaveOneByOne() {
        commit(List.of(mail(1, 2)));
        queue().claimDue(NOW, 10, lease(1));

        queue().settle(List.of(settlement(1, 1, 1, new Move.Remove())));
        queue().settle(List.of(settlement(1, 2, 1, new Move.Remove())));

        assertEquals(Set.of(), queue().liveSegments());
    }

    @Test
    default void remembersUntilWhenItsSenderWasWarned() {
        commit(List.of(mail(1, 1)));
        Instant later = NOW.plusSeconds(300);
        queue().claimDue(NOW, 10, lease(1));
        queue().settle(List.of(settlement(1, 1, 1, new Move.RetryAt(later, true))));
        queue().claimDue(later, 10, lease(2));
        queue().settle(List.of(settlement(1, 1, 2, new Move.RetryAt(later.plusSeconds(60)))));
        QueuedMail again = queue().claimDue(later.plusSeconds(60), 10, lease(3)).get(0);
        assertEquals(later, again.envelopes().get(0).warned());
    }

    @Test
    default void keepsADeferredEnvelopeUntilItsNewTime() {
        commit(List.of(mail(1, 1)));
        queue().claimDue(NOW, 10, lease(1));
        Instant later = NOW.plusSeconds(300);

        queue().settle(List.of(settlement(1, 1, 1, new Move.RetryAt(later))));

        assertEquals(later, queue().nextDue());
        assertEquals(List.of(), queue().claimDue(later.minusMillis(1), 10, lease(2)));
        Envelope again =
                queue().claimDue(later, 10, lease(3)).get(0).envelopes().get(0);
        assertEquals(1, again.attempts());
        assertEquals(later, again.due());
        assertEquals("451 4.4.1 später — 明日", again.lastResult());
    }

    @Test
    default void settlesABatchWithEveryKindOfMove() {
        List<QueuedMail> mails = new ArrayList<>();
        List<Settlement> settlements = new ArrayList<>();
        for (int i = 1; i <= 128; i++) {
            mails.add(mail(i, 1));
            Move move = i % 4 == 0
                    ? new Move.RetryAt(NOW.plusSeconds(i))
                    : i % 4 == 1 ? new Move.Hold("no such action", true) : new Move.Remove();
            settlements.add(settlement(i, 1, 1, move));
        }
        commit(mails);
        queue().claimDue(NOW, 128, lease(1));

        assertEquals(128, queue().settle(settlements).size());

        assertEquals(32, queue().heldUnknownSince(NOW.plusSeconds(1), 1000).size());
        assertEquals(32, queue().claimDue(NOW.plusSeconds(128), 1000, lease(2)).size());
    }

    @Test
    default void refusesASecondSettlement() {
        commit(List.of(mail(1, 1)));
        queue().claimDue(NOW, 10, lease(1));
        queue().settle(List.of(settlement(1, 1, 1, new Move.RetryAt(NOW.plusSeconds(5)))));

        assertEquals(List.of(), queue().settle(List.of(settlement(1, 1, 1, new Move.Remove()))));

        assertEquals(NOW.plusSeconds(5), queue().nextDue());
    }

    @Test
    default void carriesOutOnlyTheFirstOfTwoSettlementsInABatch() {
        commit(List.of(mail(1, 1)));
        queue().claimDue(NOW, 10, lease(1));

        assertEquals(
                List.of(Mails.id(1, 1)),
                queue().settle(List.of(
                        settlement(1, 1, 1, new Move.RetryAt(NOW.plusSeconds(5))),
                        settlement(1, 1, 1, new Move.Remove()))));

        assertEquals(NOW.plusSeconds(5), queue().nextDue());
    }

    @Test
    default void refusesASettlementUnderALostLease() {
        commit(List.of(mail(1, 1), mail(2, 1)));
        queue().claimDue(NOW, 10, lease(1));
        queue().freeExpired(NOW.plusSeconds(601));
        queue().claimDue(NOW, 1, lease(2));

        List<EnvelopeId> done =
                queue().settle(List.of(settlement(1, 1, 1, new Move.Remove()), settlement(2, 1, 1, new Move.Remove())));

        assertEquals(List.of(), done);
        assertEquals(1, queue().leased(2, List.of(Mails.id(1, 1))).size());
        assertEquals(1, queue().claimDue(NOW, 10, lease(3)).size());
    }

    @Test
    default void settlesTheRestOfABatchWhenOneLeaseIsLost() {
        commit(List.of(mail(1, 1), mail(2, 1)));
        queue().claimDue(NOW, 1, lease(1));
        queue().claimDue(NOW, 1, lease(2));

        assertEquals(
                List.of(Mails.id(2, 1)),
                queue().settle(List.of(
                        settlement(1, 1, 99, new Move.Remove()), settlement(2, 1, 2, new Move.Remove()))));
        assertEquals(1, queue().leased(1, List.of(Mails.id(1, 1))).size());
    }

    @Test
    default void storesASharedBounceOnce() {
        commit(List.of(mail(1, 2)));
        queue().claimDue(NOW, 10, lease(1));
        QueuedMail bounce = mailTo(50, "", "sender@example.org");

        queue().settle(List.of(
                new Settlement(Mails.id(1, 1), 1, attempt(1), new Move.Remove(), bounce),
                new Settlement(Mails.id(1, 2), 1, attempt(1), new Move.Remove(), bounce)));

        List<QueuedMail> claimed = queue().claimDue(NOW, 10, lease(2));
        assertEquals(List.of("50.1"), envelopeIds(claimed));
        assertEquals(bounce.message(), claimed.get(0).message());
    }

    @Test
    default void storesNoBounceForARefusedSettlement() {
        commit(List.of(mail(1, 1)));
        queue().claimDue(NOW, 10, lease(1));
        QueuedMail bounce = mailTo(50, "", "sender@example.org");

        queue().settle(List.of(new Settlement(Mails.id(1, 1), 2, attempt(1), new Move.Remove(), bounce)));

        assertEquals(List.of(), queue().claimDue(NOW, 10, lease(2)));
    }

    @Test
    default void freesExpiredLeasesOnly() {
        commit(List.of(mail(1, 1), mail(2, 1)));
        queue().claimDue(NOW, 1, new Lease(1, "node0-1", NOW.plusSeconds(10)));
        queue().claimDue(NOW, 1, new Lease(2, "node0-1", NOW.plusSeconds(20)));
        assertEquals(1, queue().freeExpired(NOW.plusSeconds(10)));
        assertEquals(List.of("1.1"), envelopeIds(queue().claimDue(NOW, 10, lease(3))));
    }

    @Test
    default void aRenewedLeaseDoesNotExpire() {
        commit(List.of(mail(1, 1)));
        queue().claimDue(NOW, 1, new Lease(1, "node0-1", NOW.plusSeconds(10)));

        queue().renew(Set.of(1L), NOW.plusSeconds(100));

        assertEquals(0, queue().freeExpired(NOW.plusSeconds(50)));
        assertEquals(1, queue().freeExpired(NOW.plusSeconds(100)));
    }

    @Test
    default void aLostLeaseStaysLost() {
        commit(List.of(mail(1, 1)));
        queue().claimDue(NOW, 1, lease(1));
        queue().freeExpired(NOW.plusSeconds(3600));

        queue().renew(Set.of(1L), NOW.plusSeconds(7200));

        assertEquals(List.of(), queue().leased(1, List.of(Mails.id(1, 1))));
        assertEquals(1, queue().claimDue(NOW, 10, lease(2)).size());
    }

    @Test
    default void freesTheLeasesOfAnEarlierProcess() {
        commit(List.of(mail(1, 1), mail(2, 1), mail(3, 1)));
        queue().claimDue(NOW, 1, new Lease(1, "node_0/a", NOW.plusSeconds(10)));
        queue().claimDue(NOW, 1, new Lease(2, "nodeX0/a", NOW.plusSeconds(10)));
        queue().claimDue(NOW, 1, new Lease(3, "node_0/b", NOW.plusSeconds(10)));

        assertEquals(2, queue().freeLeasesOf("node_0/"));

        assertEquals(List.of("1.1", "3.1"), envelopeIds(queue().claimDue(NOW, 10, lease(4))));
    }

    @Test
    default void doesNotClaimHeldEnvelopes() {
        holdOne(1, new Move.Hold("by order", false));

        assertEquals(List.of(), queue().claimDue(NOW.plus(Duration.ofDays(9)), 10, lease(2)));
        assertEquals(Instant.MAX, queue().nextDue());
    }

    @Test
    default void releasesWhatWaitedForANameThatIsKnownNow() {
        holdOne(1, new Move.Hold("unknown action local", true));
        holdOne(2, new Move.Hold("by order", false));

        assertEquals(0, queue().releaseUnknown(Set.of(), NOW));
        assertEquals(0, queue().releaseUnknown(Set.of(new ActionName("other")), NOW));
        assertEquals(1, queue().releaseUnknown(Set.of(new ActionName("local"), new ActionName("x")), NOW));

        List<QueuedMail> claimed = queue().claimDue(NOW, 10, lease(9));
        assertEquals(List.of("1.1"), envelopeIds(claimed));
        assertEquals("", claimed.get(0).envelopes().get(0).holdReason());
    }

    @Test
    default void findsByAgeWhatIsHeldForWantOfAName() {
        holdOne(1, new Move.Hold("action 'a' is not defined", true));
        holdOne(3, new Move.Hold("by order", false));
        assertEquals(List.of(), queue().heldUnknownSince(NOW, 10));
        assertEquals(List.of(Mails.id(1, 1)), queue().heldUnknownSince(NOW.plusMillis(1), 10));
    }

    @Test
    default void forgetsOldAttempts() {
        commit(List.of(mail(1, 1)));
        queue().claimDue(NOW, 10, lease(1));
        queue().settle(List.of(settlement(1, 1, 1, new Move.Remove())));

        assertEquals(0, queue().forgetAttemptsBefore(attempt(1).startedAt()));
        assertEquals(1, queue().forgetAttemptsBefore(attempt(1).startedAt().plusMillis(1)));
        assertEquals(0, queue().forgetAttemptsBefore(Instant.MAX));
    }

    private void holdOne(long message, Move.Hold hold) {
        commit(List.of(mail(message, 1)));
        queue().claimDue(NOW, 1, lease(message));
        queue().settle(List.of(settlement(message, 1, message, hold)));
    }

    private static Settlement settlement(long message, int number, long token, Move move) {
        return new Settlement(Mails.id(message, number), token, attempt(1), move, null);
    }
}
