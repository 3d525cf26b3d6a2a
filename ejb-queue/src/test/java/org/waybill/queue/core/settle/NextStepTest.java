package org.waybill.queue.core.settle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.action.ActionDefinition;
import org.waybill.queue.core.action.RetrySchedule;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.ReplyLine;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.envelope.Attempt.Result;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.Settlement.Move;
import org.waybill.queue.core.expand.ExpansionPolicy;

class NextStepTest {

    /** Retries after 1 min, 10 min, 10 min, …; lives an hour. */
    private static final ActionDefinition DEFINITION = new ActionDefinition(
            new ActionName("act"),
            new ExpansionPolicy.AsIs(),
            Action.Relay.byExchangers(),
            Duration.ofHours(1),
            new RetrySchedule(List.of(Duration.ofMinutes(1), Duration.ofMinutes(10)), Duration.ofSeconds(1), 0),
            List.of(),
            "");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            # attempts before, age | outcome               | move       | result    | reply
            0 | PT0S    | delivered 250 2.0.0 Ok  | remove     | DELIVERED | 250 2.0.0 Ok
            9 | P9D     | delivered 250 2.0.0 Ok  | remove     | DELIVERED | 250 2.0.0 Ok
            0 | PT0S    | failed 550 5.1.1 No     | remove     | FAILED    | 550 5.1.1 No
            0 | PT0S    | held by its action      | hold       | HELD      | by its action
            0 | PT0S    | deferred 451 4.2.0 Wait | retry PT1M  | DEFERRED | 451 4.2.0 Wait
            1 | PT1M    | deferred 451 4.2.0 Wait | retry PT11M | DEFERRED | 451 4.2.0 Wait
            5 | PT40M   | deferred 451 4.2.0 Wait | retry PT50M | DEFERRED | 451 4.2.0 Wait
            # the last attempt comes at the expiry, not after it
            6 | PT55M   | deferred 451 4.2.0 Wait | retry PT1H  | DEFERRED | 451 4.2.0 Wait
            6 | PT59M59S| deferred 451 4.2.0 Wait | retry PT1H  | DEFERRED | 451 4.2.0 Wait
            7 | PT1H    | deferred 451 4.2.0 Wait | remove      | EXPIRED  | 451 4.2.0 Wait; 554 5.4.7 Envelope expired
            7 | P9D     | deferred 451 4.2.0 Wait | remove      | EXPIRED  | 451 4.2.0 Wait; 554 5.4.7 Envelope expired
            1 | P9D     | deferred 451 4.2.0 Wait | remove      | EXPIRED  | 451 4.2.0 Wait; 554 5.4.7 Envelope expired
            # a clock that jumped: never expired at the first attempt
            0 | P9D     | deferred 451 4.2.0 Wait | retry P9DT1M | DEFERRED | 451 4.2.0 Wait
            # a closed way: no attempt, until it is open or the envelope expires
            0 | PT0S    | postponed PT5M 451 4.4.1 Closed | retry PT5M | POSTPONED | 451 4.4.1 Closed
            3 | PT40M   | postponed PT2H 451 4.4.1 Closed | retry PT1H | POSTPONED | 451 4.4.1 Closed
            3 | PT40M   | postponed PT1M 451 4.4.1 Closed | retry PT40M1S | POSTPONED | 451 4.4.1 Closed
            3 | PT1H    | postponed PT2H 451 4.4.1 Closed | remove     | EXPIRED   | 451 4.4.1 Closed; 554 5.4.7 Envelope expired
            0 | PT1H    | postponed PT2H 451 4.4.1 Closed | retry PT1H1M | POSTPONED | 451 4.4.1 Closed
            """)
    void decidesByTheTable(int attempts, Duration age, String outcome, String move, Result result, String reply) {
        Instant now = TestMail.ACCEPTED.plus(age);
        NextStep step = NextStep.after(
                outcome(outcome),
                TestMail.tried(TestMail.envelope("bob@example.org"), attempts),
                DEFINITION,
                now,
                () -> 0.5);
        assertEquals(new NextStep(move(move), result, ReplyLine.ours(reply), notice(result)), step);
    }

    /** When the attempt was due, and when the next one is; minutes after the message was accepted. */
    @ParameterizedTest
    @CsvSource({
        "0,  1,  NONE",
        "1,  9,  NONE",
        "1,  10, NONE",
        "1,  11, DELAYED",
        "9,  14, DELAYED",
        "10, 14, DELAYED",
        "11, 21, NONE",
        "11, 31, DELAYED",
        "9,  40, DELAYED", // one notice for both
        "31, 41, NONE"
    })
    void warnsOnceBeforeEachOfItsTimes(int warned, int next, Notice notice) {
        ActionDefinition warning = new ActionDefinition(
                new ActionName("act"),
                new ExpansionPolicy.AsIs(),
                Action.Relay.byExchangers(),
                Duration.ofHours(1),
                new RetrySchedule(List.of(Duration.ofMinutes(next - warned)), Duration.ofSeconds(1), 0),
                List.of(Duration.ofMinutes(10), Duration.ofMinutes(30)),
                "");
        Instant now = TestMail.ACCEPTED.plus(Duration.ofMinutes(warned));
        NextStep step = NextStep.after(
                new Outcome.Deferred("relay", "451 4.2.0 Wait"),
                TestMail.warned(TestMail.due(TestMail.envelope("bob@example.org"), now), now),
                warning,
                now,
                () -> 0.5);
        assertEquals(notice, step.notice());
        Instant due = TestMail.ACCEPTED.plus(Duration.ofMinutes(next));
        assertEquals(new Move.RetryAt(due, notice == Notice.DELAYED), step.move());
    }

    /** Its due time is set back with each order to try it now. */
    @Test
    void warnsOnceHoweverOftenItIsTried() {
        ActionDefinition warning = warnedAfter(Duration.ofMinutes(10));
        Envelope envelope = TestMail.envelope("bob@example.org");
        List<Notice> notices = new ArrayList<>();
        for (int minute = 8; minute < 14; minute++) {
            Instant now = TestMail.ACCEPTED.plus(Duration.ofMinutes(minute));
            NextStep step = NextStep.after(
                    new Outcome.Deferred("relay", "451 4.2.0 Wait"),
                    TestMail.due(envelope, now),
                    warning,
                    now,
                    () -> 0.5);
            notices.add(step.notice());
            Move.RetryAt retry = (Move.RetryAt) step.move();
            envelope = retry.warned() ? TestMail.warned(envelope, retry.due()) : envelope;
        }
        assertEquals(1, notices.stream().filter(Notice.DELAYED::equals).count(), notices.toString());
    }

    @Test
    void warnsOfWhatWasHeldWhenItWasTimeToWarn() {
        ActionDefinition warning = warnedAfter(Duration.ofMinutes(10));
        Instant released = TestMail.ACCEPTED.plus(Duration.ofMinutes(20));
        NextStep step = NextStep.after(
                new Outcome.Deferred("relay", "451 4.2.0 Wait"),
                TestMail.due(TestMail.envelope("bob@example.org"), released),
                warning,
                released,
                () -> 0.5);
        assertEquals(Notice.DELAYED, step.notice());
    }

    @Test
    void aClosedWayWarnsAsADeferralDoes() {
        ActionDefinition warning = warnedAfter(Duration.ofMinutes(10));
        Outcome closed =
                new Outcome.Postponed("relay", "451 4.4.1 Closed", TestMail.ACCEPTED.plus(Duration.ofMinutes(11)));
        NextStep step = NextStep.after(
                closed, TestMail.envelope("bob@example.org"), warning, TestMail.ACCEPTED.plusSeconds(1), () -> 0.5);
        assertEquals(Notice.DELAYED, step.notice());
    }

    @Test
    void nobodyNeedsToLookBeforeTheNextWarningOrTheExpiry() {
        ActionDefinition warning = warnedAfter(Duration.ofMinutes(10));
        Instant warn = TestMail.ACCEPTED.plus(Duration.ofMinutes(10));
        assertEquals(warn, warning.milestones().latestLook(TestMail.envelope("bob@example.org")));
        assertEquals(
                warn, warning.milestones().latestLook(TestMail.warned(TestMail.envelope("bob@example.org"), warn)));
        assertEquals(
                TestMail.ACCEPTED.plus(Duration.ofHours(1)),
                warning.milestones()
                        .latestLook(TestMail.warned(TestMail.envelope("bob@example.org"), warn.plusMillis(1))));
    }

    private static ActionDefinition warnedAfter(Duration time) {
        return new ActionDefinition(
                new ActionName("act"),
                new ExpansionPolicy.AsIs(),
                Action.Relay.byExchangers(),
                Duration.ofHours(1),
                RetrySchedule.RELAY,
                List.of(time),
                "");
    }

    private static Notice notice(Result result) {
        return switch (result) {
            case DELIVERED -> Notice.DELIVERED;
            case FAILED, EXPIRED -> Notice.FAILED;
            case DEFERRED, HELD, DELETED, POSTPONED -> Notice.NONE;
        };
    }

    @ParameterizedTest
    @CsvSource({"MAILBOX, DELIVERED", "HOST, RELAYED", "DSN_HOST, NONE"})
    void tellsOfADeliveryByWhoHasTheMail(Outcome.Holder holder, Notice notice) {
        ReplyLine line = new ReplyLine("250 2.0.0 Ok", "mx.example.org");
        Outcome outcome = new Outcome.Delivered("relay", line, holder);
        NextStep step =
                NextStep.after(outcome, TestMail.envelope("bob@example.org"), DEFINITION, TestMail.ACCEPTED, () -> 0.5);
        assertEquals(new NextStep(new Move.Remove(), Result.DELIVERED, line, notice), step);
    }

    private static Outcome outcome(String text) {
        String reply = text.substring(text.indexOf(' ') + 1);
        return switch (text.substring(0, text.indexOf(' '))) {
            case "delivered" -> new Outcome.Delivered("relay", reply);
            case "failed" -> new Outcome.Failed("relay", reply);
            case "postponed" ->
                new Outcome.Postponed(
                        "relay",
                        reply.substring(reply.indexOf(' ') + 1),
                        TestMail.ACCEPTED.plus(Duration.parse(reply.substring(0, reply.indexOf(' ')))));
            case "held" -> new Outcome.Held("hold", reply);
            default -> new Outcome.Deferred("relay", reply);
        };
    }

    private static Move move(String text) {
        return switch (text.split(" ")[0]) {
            case "remove" -> new Move.Remove();
            case "hold" -> new Move.Hold("by its action", false);
            default -> new Move.RetryAt(TestMail.ACCEPTED.plus(Duration.parse(text.split(" ")[1])));
        };
    }

    @Test
    void knowsEveryKindOfOutcome() {
        for (Class<?> kind : Outcome.class.getPermittedSubclasses()) {
            Outcome outcome = (Outcome) newInstance(kind);
            NextStep step = NextStep.after(
                    outcome, TestMail.envelope("bob@example.org"), DEFINITION, TestMail.ACCEPTED, () -> 0.5);
            assertEquals("550 5.0.0 why", step.line().text());
        }
    }

    private static Object newInstance(Class<?> kind) {
        try {
            if (kind == Outcome.Postponed.class) {
                return new Outcome.Postponed("target", "550 5.0.0 why", TestMail.ACCEPTED);
            }
            return kind.getConstructor(String.class, String.class).newInstance("target", "550 5.0.0 why");
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    @Test
    void holdsAnUnknownActionByItsName() {
        NextStep step = NextStep.unknownAction(new ActionName("gone"));
        assertEquals(new Move.Hold("action 'gone' is not defined", true), step.move());
        assertEquals(Result.HELD, step.result());
    }

    @Test
    void isItselfTheOneWhoSaysThatAMailExpired() {
        Outcome refused = new Outcome.Deferred("relay", new ReplyLine("451 4.7.1 Greylisted", "mx.example.org"));
        var tried = TestMail.tried(TestMail.envelope("bob@example.org"), 3);
        Instant late = TestMail.ACCEPTED.plus(Duration.ofDays(9));
        assertEquals(
                ReplyLine.ours("451 4.7.1 Greylisted; 554 5.4.7 Envelope expired"),
                NextStep.after(refused, tried, DEFINITION, late, () -> 0.5).line());
    }

    @Test
    void keepsTheFactOfExpiryBehindALongReply() {
        NextStep step = NextStep.expired(ReplyLine.ours("451 4.2.0 " + "x".repeat(5000)));
        assertEquals(1000, step.line().text().length());
        assertTrue(step.line().text().endsWith("; 554 5.4.7 Envelope expired"));
    }
}
