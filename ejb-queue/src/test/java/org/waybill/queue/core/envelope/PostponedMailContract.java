package org.waybill.queue.core.envelope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.waybill.queue.core.envelope.Mails.NOW;
import static org.waybill.queue.core.envelope.Mails.envelopeIds;
import static org.waybill.queue.core.envelope.Mails.lease;
import static org.waybill.queue.core.envelope.Mails.mail;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.envelope.Settlement.Move;

/** What a {@link MailQueue} promises of envelopes that were leased and not tried. */
public interface PostponedMailContract extends StoredMailContract {

    @Test
    default void whatIsPostponedIsDueLaterAndNotAnAttempt() {
        commit(List.of(mail(1, 3), mail(2, 1), mail(3, 1)));
        queue().claimDue(NOW, 10, lease(1));

        queue().postpone(
                        1,
                        Map.of(
                                NOW.plusSeconds(5), List.of(Mails.id(1, 1), Mails.id(1, 3)),
                                NOW.plusSeconds(9), List.of(Mails.id(2, 1))));

        assertEquals(NOW.plusSeconds(5), queue().nextDue());
        assertEquals(
                List.of("1.2", "3.1"),
                envelopeIds(
                        queue().leased(1, List.of(Mails.id(1, 1), Mails.id(1, 2), Mails.id(2, 1), Mails.id(3, 1)))));
        assertEquals(List.of("1.1", "1.3"), envelopeIds(queue().claimDue(NOW.plusSeconds(5), 10, lease(2))));
        QueuedMail again = queue().claimDue(NOW.plusSeconds(9), 10, lease(3)).get(0);
        assertEquals(0, again.envelopes().get(0).attempts());
        assertEquals("", again.envelopes().get(0).lastResult());
    }

    @Test
    default void whatIsGivenBackIsAsItWas() {
        commit(List.of(mail(1, 3), mail(2, 1)));
        List<QueuedMail> leased = queue().claimDue(NOW, 10, lease(1));

        queue().giveBack(1, List.of(Mails.id(1, 1), Mails.id(1, 3), Mails.id(77, 1)));
        queue().giveBack(2, List.of(Mails.id(2, 1)));
        queue().giveBack(1, List.of());

        List<QueuedMail> again = queue().claimDue(NOW, 10, lease(3));
        assertEquals(List.of("1.1", "1.3"), envelopeIds(again), "the others are leased");
        assertEquals(leased.get(0).envelopes().get(0), again.get(0).envelopes().get(0));
    }

    @Test
    default void nobodyPostponesWhatAnotherHasLeased() {
        commit(List.of(mail(1, 1), mail(2, 1)));
        queue().claimDue(NOW, 1, lease(1));

        queue().postpone(7, Map.of(NOW.plusSeconds(5), List.of(Mails.id(1, 1), Mails.id(2, 1))));
        queue().postpone(7, Map.of());

        assertEquals(List.of("1.1"), envelopeIds(queue().leased(1, List.of(Mails.id(1, 1)))));
        assertEquals(NOW, queue().nextDue());
    }

    @Test
    default void aClosedWayLeavesItsReasonAndNoLineInTheHistory() {
        commit(List.of(mail(1, 1)));
        queue().claimDue(NOW, 10, lease(1));

        Attempt closed = new Attempt(0, NOW, Duration.ZERO, 7, "relay", Attempt.Result.POSTPONED, "451 4.4.1 Closed");
        queue().settle(List.of(new Settlement(Mails.id(1, 1), 1, closed, new Move.RetryAt(NOW.plusSeconds(60)), null)));

        Envelope after = queue().claimDue(NOW.plusSeconds(60), 10, lease(2))
                .get(0)
                .envelopes()
                .get(0);
        assertEquals(0, after.attempts());
        assertEquals("451 4.4.1 Closed", after.lastResult());
        assertEquals(0, queue().forgetAttemptsBefore(NOW.plusSeconds(1000)));
    }
}
