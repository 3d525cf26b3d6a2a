package org.waybill.queue.core.envelope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.waybill.queue.core.envelope.Mails.NOW;
import static org.waybill.queue.core.envelope.Mails.due;
import static org.waybill.queue.core.envelope.Mails.envelopeIds;
import static org.waybill.queue.core.envelope.Mails.lease;
import static org.waybill.queue.core.envelope.Mails.mail;
import static org.waybill.queue.core.envelope.Mails.to;
import static org.waybill.queue.core.envelope.Mails.warned;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a {@link MailQueue} promises of mail that claims leave where it is, and that its lane claims by itself. */
public interface LeftOutMailContract extends StoredMailContract {

    ActionName LOCAL = new ActionName("local");
    LaneKey FINAL = new LaneKey(LOCAL, "final.example");
    Milestones DAYS = new Milestones(Duration.ofDays(4), List.of());

    private static DueMail without(Instant now, Map<LaneKey, Milestones> leftOut) {
        return new DueMail(Instant.EPOCH, now, now, leftOut);
    }

    @Test
    default void whatIsLeftOutStaysWhereItIs() {
        commit(List.of(mail(1, 2), to("Elsewhere.ORG", mail(2, 1)), to("sub.final.example", mail(3, 1)), mail(4, 1)));
        assertEquals(
                List.of("2.1", "3.1"), envelopeIds(queue().claimDue(without(NOW, Map.of(FINAL, DAYS)), 10, lease(1))));
        assertEquals(List.of(), queue().claimDue(without(NOW, Map.of(FINAL, DAYS)), 10, lease(2)));
        assertEquals(List.of("1.1", "1.2", "4.1"), envelopeIds(queue().claimDue(NOW, 10, lease(3))));
    }

    @Test
    default void manyLanesAreLeftOutAtOnce() {
        LaneKey elsewhere = new LaneKey(LOCAL, "elsewhere.org");
        LaneKey others = new LaneKey(new ActionName("other"), "");
        commit(List.of(mail(1, 1), to("elsewhere.org", mail(2, 1)), to("third.org", mail(3, 1))));
        Map<LaneKey, Milestones> two = Map.of(FINAL, DAYS, elsewhere, DAYS, others, DAYS);
        assertEquals(List.of("3.1"), envelopeIds(queue().claimDue(without(NOW, two), 10, lease(1))));
        Map<LaneKey, Milestones> all = Map.of(new LaneKey(LOCAL, ""), DAYS, elsewhere, DAYS);
        assertEquals(List.of(), queue().claimDue(without(NOW, all), 10, lease(2)), "the action's, wherever it goes");
    }

    @Test
    default void onlyThoseOfAMessageThatAreNotLeftOutAreClaimed() {
        QueuedMail two = mail(1, 2);
        Envelope elsewhere = to("elsewhere.org", two).envelopes().get(1);
        commit(List.of(new QueuedMail(two.message(), List.of(two.envelopes().get(0), elsewhere))));
        assertEquals(List.of("1.2"), envelopeIds(queue().claimDue(without(NOW, Map.of(FINAL, DAYS)), 10, lease(1))));
        assertEquals(List.of("1.1"), envelopeIds(queue().claimDue(FINAL, DueMail.at(NOW), 10, lease(2))));
    }

    @Test
    default void whatIsDueEarlierOrLaterThanAskedForIsNotClaimed() {
        commit(List.of(mail(1, 1), due(mail(2, 1), NOW.plusSeconds(1)), due(mail(3, 1), NOW.plusSeconds(2))));
        DueMail between = new DueMail(NOW.plusSeconds(1), NOW.plusSeconds(1), NOW.plusSeconds(9), Map.of());
        assertEquals(List.of("2.1"), envelopeIds(queue().claimDue(between, 10, lease(1))));
        assertEquals(List.of("1.1"), envelopeIds(queue().claimDue(NOW.plusSeconds(1), 10, lease(2))));
    }

    @Test
    default void saysHowFarSoManyReach() {
        commit(List.of(mail(1, 2), due(mail(2, 1), NOW.plusSeconds(1)), due(mail(3, 1), NOW.plusSeconds(2))));
        Instant end = NOW.plusSeconds(9);
        assertEquals(NOW, queue().dueAfter(Instant.EPOCH, 2, end));
        assertEquals(NOW.plusSeconds(1), queue().dueAfter(Instant.EPOCH, 3, end));
        assertEquals(NOW.plusSeconds(2), queue().dueAfter(NOW.plusSeconds(1), 2, end));
        assertEquals(end, queue().dueAfter(Instant.EPOCH, 5, end), "there are fewer");
        assertEquals(NOW, queue().dueAfter(Instant.EPOCH, 3, NOW), "there are fewer until then");
    }

    @Test
    default void whatExpiresIsNotLeftOut() {
        commit(List.of(mail(1, 1)));
        Instant expiry = NOW.plus(DAYS.ttl());
        Map<LaneKey, Milestones> leftOut = Map.of(FINAL, DAYS);
        assertEquals(List.of(), queue().claimDue(without(expiry.minusMillis(1), leftOut), 10, lease(1)));
        assertEquals(List.of("1.1"), envelopeIds(queue().claimDue(without(expiry, leftOut), 10, lease(2))));
    }

    @Test
    default void whatLivesLongIsLeftOutForLong() {
        commit(List.of(mail(1, 1)));
        Milestones months = new Milestones(Duration.ofDays(90), List.of(Duration.ofDays(60)));
        Instant warning = NOW.plus(Duration.ofDays(60));
        assertEquals(List.of(), queue().claimDue(without(warning.minusMillis(1), Map.of(FINAL, months)), 10, lease(1)));
        Map<LaneKey, Milestones> wholly = Map.of(FINAL, Milestones.NONE);
        assertEquals(List.of(), queue().claimDue(without(warning, wholly), 10, lease(2)));
        assertEquals(
                List.of("1.1"), envelopeIds(queue().claimDue(without(warning, Map.of(FINAL, months)), 10, lease(3))));
    }

    @Test
    default void whoseSenderMustBeWarnedIsNotLeftOut() {
        Milestones milestones = new Milestones(Duration.ofDays(1), List.of(Duration.ofHours(4), Duration.ofDays(2)));
        Instant warning = NOW.plus(Duration.ofHours(4));
        commit(List.of(mail(1, 1), warned(mail(2, 1), warning), warned(mail(3, 1), warning.plusMillis(1))));
        Map<LaneKey, Milestones> leftOut = Map.of(FINAL, milestones);
        assertEquals(List.of(), queue().claimDue(without(warning.minusMillis(1), leftOut), 10, lease(1)));
        assertEquals(
                List.of("1.1", "2.1"),
                envelopeIds(queue().claimDue(without(warning.plusSeconds(1), leftOut), 10, lease(2))),
                "who sent 3 knows that it waits for longer");
    }

    @Test
    default void aLaneClaimsWhatIsItsOwnOldestFirst() {
        commit(List.of(
                mail(1, 1),
                due(mail(2, 1), NOW.minusSeconds(1)),
                to("elsewhere.org", mail(3, 1)),
                due(mail(4, 1), NOW.plusSeconds(1)),
                due(mail(5, 2), NOW.minusSeconds(2))));
        assertEquals(4, queue().countDue(FINAL, NOW));
        assertEquals(List.of("5.1", "5.2"), envelopeIds(queue().claimDue(FINAL, DueMail.at(NOW), 1, lease(1))));
        assertEquals(List.of("2.1"), envelopeIds(queue().claimDue(FINAL, DueMail.at(NOW), 1, lease(2))));
        LaneKey everywhere = new LaneKey(LOCAL, "");
        assertEquals(2, queue().countDue(everywhere, NOW));
        DueMail others = without(NOW, Map.of(new LaneKey(LOCAL, "elsewhere.org"), DAYS));
        assertEquals(List.of("1.1"), envelopeIds(queue().claimDue(everywhere, others, 10, lease(7))));
        queue().giveBack(7, List.of(Mails.id(1, 1)));
        assertEquals(List.of("1.1", "3.1"), envelopeIds(queue().claimDue(everywhere, DueMail.at(NOW), 10, lease(3))));
        assertEquals(
                List.of(), queue().claimDue(new LaneKey(new ActionName("other"), ""), DueMail.at(NOW), 10, lease(4)));
    }
}
