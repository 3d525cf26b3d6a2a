package org.waybill.queue.core.settle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.action.ActionDefinition;
import org.waybill.queue.core.action.RetrySchedule;
import org.waybill.queue.core.deliver.BodiesInMemory;
import org.waybill.queue.core.deliver.DeliveryLog;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.Outcome.Holder;
import org.waybill.queue.core.deliver.ReplyLine;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.envelope.Attempt.Result;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.QueuedMail;
import org.waybill.queue.core.envelope.RecipientPlan;
import org.waybill.queue.core.envelope.RecipientPlans;
import org.waybill.queue.core.envelope.Settlement;
import org.waybill.queue.core.envelope.Settlement.Move;
import org.waybill.queue.core.envelope.StoredMessage;
import org.waybill.queue.core.expand.ExpansionPolicy;
import org.waybill.smtp.BodyType;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.MailParameters.ReturnedContent;
import org.waybill.smtp.MessageId;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.RcptParameters.Notify;
import org.waybill.smtp.ReversePath;

/** What a sender is told of which outcome (RFC 3461 §5.2), and what with. */
class NotificationsTest {

    private static final Instant NOW = TestMail.ACCEPTED.plusSeconds(60);
    private static final ActionDefinition DEFINITION = new ActionDefinition(
            new ActionName("act"),
            new ExpansionPolicy.AsIs(),
            Action.Relay.byExchangers(),
            Duration.ofDays(4),
            RetrySchedule.RELAY,
            List.of(),
            "");

    /** Warns after a minute. */
    private static final ActionDefinition IMPATIENT = new ActionDefinition(
            DEFINITION.name(),
            DEFINITION.expansion(),
            DEFINITION.delivery(),
            DEFINITION.ttl(),
            DEFINITION.retry(),
            List.of(Duration.ofMinutes(1)),
            "");

    private final BodiesInMemory store = new BodiesInMemory();
    private final List<String> log = new ArrayList<>();
    private BounceRoute route = (sender, report) -> new BounceRoute.Answer.Planned(
            RecipientPlans.of(new RecipientPlan(sender, sender, "alice", new ActionName("home"))));

    private Settlements settlements() {
        DeliveryLog recorded = new DeliveryLog() {
            @Override
            public void attemptBroke(StoredMessage message, String target, Exception cause) {
                throw new AssertionError(cause);
            }

            @Override
            public void bouncePostponed(StoredMessage message, String reason) {
                log.add("postponed: " + reason);
            }

            @Override
            public void reportLost(StoredMessage message, String reason) {
                log.add("lost: " + reason);
            }
        };
        MessageId id = MessageId.parse("00000000000000aa");
        Bounces bounces = new Bounces("mx.waybill.test", () -> id, store, (sender, report) -> route.to(sender, report));
        return new Settlements(bounces, () -> 0.5, recorded);
    }

    private StoredMessage message(String sender, MailParameters parameters, String text) {
        StoredMessage stored =
                TestMail.stored(store, text, sender, "act:bob@example.org").message();
        return new StoredMessage(
                stored.id(), stored.sender(), parameters, stored.origin(), stored.receivedAt(), stored.location());
    }

    private static EndOfAttempt end(int number, String notify, String outcome) {
        Set<Notify> notifications = notify.isEmpty()
                ? Set.of()
                : Arrays.stream(notify.split(" ")).map(Notify::valueOf).collect(Collectors.toSet());
        String recipient = "r" + number + "@example.org";
        Envelope envelope = TestMail.envelope(number, recipient, recipient, new RcptParameters(notifications, ""));
        NextStep step = outcome.equals("expired")
                ? NextStep.expired(ReplyLine.ours("451 4.4.1 No connection"))
                : NextStep.after(
                        outcome(outcome), envelope, outcome.equals("late") ? IMPATIENT : DEFINITION, NOW, () -> 0.5);
        return new EndOfAttempt(
                envelope, NOW, Duration.ZERO, 1, "relay smtp://mx.example.org [192.0.2.1]:25 (plain text)", NOW, step);
    }

    private static Outcome outcome(String outcome) {
        return switch (outcome) {
            case "delivered" -> new Outcome.Delivered("maildir a", "250 2.0.0 Ok");
            case "relayed" -> new Outcome.Delivered("relay a", "250 2.0.0 Ok").to(Holder.HOST);
            case "relayed with DSN" -> new Outcome.Delivered("relay a", "250 2.0.0 Ok").to(Holder.DSN_HOST);
            case "failed" -> new Outcome.Failed("relay a", "550 5.1.1 No");
            case "deferred", "late" -> new Outcome.Deferred("relay a", "451 4.2.0 Wait");
            case "held" -> new Outcome.Held("hold", "by its action");
            default -> throw new AssertionError(outcome);
        };
    }

    private List<Settlement> settle(StoredMessage message, EndOfAttempt... ends) {
        return settlements().of(message, List.of(ends), 7, NOW);
    }

    private String text(QueuedMail report) {
        return store.text(report.message().location());
    }

    private static <T> List<T> each(List<Settlement> settlements, Function<Settlement, T> property) {
        return settlements.stream().map(property).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
            # NOTIFY               | outcome          | the report's action
            ''                     | delivered        | -
            ''                     | relayed          | -
            ''                     | relayed with DSN | -
            ''                     | failed           | failed
            ''                     | expired          | failed
            ''                     | deferred         | -
            ''                     | late             | delayed
            ''                     | held             | -
            NEVER                  | delivered        | -
            NEVER                  | relayed          | -
            NEVER                  | failed           | -
            NEVER                  | expired          | -
            NEVER                  | late             | -
            SUCCESS                | delivered        | delivered
            SUCCESS                | relayed          | relayed
            SUCCESS                | relayed with DSN | -
            SUCCESS                | failed           | -
            SUCCESS                | expired          | -
            SUCCESS                | deferred         | -
            SUCCESS                | late             | -
            FAILURE                | late             | -
            DELAY                  | late             | delayed
            FAILURE                | delivered        | -
            FAILURE                | relayed          | -
            FAILURE                | failed           | failed
            FAILURE                | expired          | failed
            DELAY                  | delivered        | -
            DELAY                  | failed           | -
            SUCCESS FAILURE DELAY  | delivered        | delivered
            SUCCESS FAILURE DELAY  | relayed          | relayed
            SUCCESS FAILURE DELAY  | failed           | failed
            SUCCESS FAILURE DELAY  | deferred         | -
            """)
    void tellsWhatTheSenderAskedFor(String notify, String outcome, String action) {
        for (String sender : List.of("alice@example.com", "")) {
            StoredMessage message = message(sender, MailParameters.NONE, TestMail.TEXT);
            Settlement settlement = settle(message, end(1, notify, outcome)).get(0);
            if (action == null || sender.isEmpty()) {
                assertTrue(settlement.bounce().isEmpty());
            } else {
                assertEquals(
                        List.of("Action: " + action),
                        text(settlement.bounce().orElseThrow())
                                .lines()
                                .filter(line -> line.startsWith("Action"))
                                .toList());
            }
        }
    }

    @Test
    void makesOneReportForAllWhomTheSenderAskedAbout() {
        List<Settlement> settlements = settle(
                message("alice@example.com", MailParameters.NONE, TestMail.TEXT),
                end(1, "SUCCESS", "delivered"),
                end(2, "", "delivered"),
                end(3, "", "failed"),
                end(4, "NEVER", "failed"),
                end(5, "SUCCESS", "relayed"));
        assertEquals(
                List.of(true, false, true, false, true),
                each(settlements, settlement -> settlement.bounce().isPresent()));
        assertEquals(
                1,
                settlements.stream()
                        .flatMap(settlement -> settlement.bounce().stream())
                        .distinct()
                        .count());
        QueuedMail report = settlements.get(0).bounce().orElseThrow();
        assertEquals("bounce of " + TestMail.ID, report.message().origin());
        assertEquals(new ReversePath.Null(), report.message().sender());
        assertEquals(RcptParameters.NONE, report.envelopes().get(0).parameters());
        assertEquals(
                List.of(
                        "Final-Recipient: rfc822; r1@example.org",
                        "Final-Recipient: rfc822; r3@example.org",
                        "Final-Recipient: rfc822; r5@example.org"),
                text(report).lines().filter(line -> line.startsWith("Final")).toList());
        assertTrue(settlements.stream().allMatch(settlement -> settlement.move() instanceof Move.Remove));
    }

    @ParameterizedTest
    @CsvSource({"route", "disk"})
    void neverDeliversAgainForWantOfAReport(String trouble) {
        StoredMessage message = message("alice@example.com", MailParameters.NONE, TestMail.TEXT);
        if (trouble.equals("disk")) {
            store.full = true;
        } else {
            route = (sender, report) -> new BounceRoute.Answer.Unavailable("No space left on device");
        }
        List<Settlement> settlements = settle(
                message,
                end(1, "SUCCESS", "delivered"),
                end(2, "", "failed"),
                end(3, "NEVER", "failed"),
                end(4, "", "delivered"));
        assertEquals(
                List.of(Result.DELIVERED, Result.DEFERRED, Result.FAILED, Result.DELIVERED),
                each(settlements, settlement -> settlement.attempt().result()));
        assertEquals(
                List.of(
                        "250 2.0.0 Ok (the sender could not be told)",
                        "550 5.1.1 No (the sender cannot be told yet)",
                        "550 5.1.1 No",
                        "250 2.0.0 Ok"),
                each(settlements, settlement -> settlement.attempt().reply()));
        assertEquals(
                List.of(new Move.Remove(), new Move.RetryAt(NOW.plusSeconds(10)), new Move.Remove(), new Move.Remove()),
                each(settlements, Settlement::move));
        assertTrue(
                settlements.stream().allMatch(settlement -> settlement.bounce().isEmpty()));
        String reason = (trouble.equals("disk") ? "the report cannot be written: " : "") + "No space left on device";
        assertEquals(List.of("postponed: " + reason, "lost: " + reason), log);
    }

    @Test
    void whoCouldNotBeToldOfAWaitIsToldLater() {
        StoredMessage message = message("alice@example.com", MailParameters.NONE, TestMail.TEXT);
        Settlement told = settle(message, end(1, "", "late")).get(0);
        assertTrue(((Move.RetryAt) told.move()).warned());
        store.full = true;
        Settlement untold = settle(message, end(1, "", "late")).get(0);
        assertEquals(new Move.RetryAt(((Move.RetryAt) told.move()).due()), untold.move());
        NextStep soon = new NextStep(
                new Move.RetryAt(NOW.plusSeconds(1), true),
                Result.POSTPONED,
                ReplyLine.ours("451 4.3.2 x"),
                Notice.DELAYED);
        assertEquals(
                new Move.RetryAt(NOW.plusSeconds(10)),
                soon.notTold(NOW.plusSeconds(10), "why").move());
    }

    @Test
    void saysInTheHistoryThatNoRuleTakesAReportOfSuccess() {
        route = (sender, report) -> new BounceRoute.Answer.Refused("550 5.1.1 Invalid recipient");
        Settlement settlement = settle(
                        message("alice@example.com", MailParameters.NONE, TestMail.TEXT),
                        end(1, "SUCCESS", "delivered"))
                .get(0);
        assertEquals(
                "250 2.0.0 Ok (no report to <alice@example.com>: 550 5.1.1 Invalid recipient)",
                settlement.attempt().reply());
        assertEquals(new Move.Remove(), settlement.move());
    }

    /** RFC 3461 §4.3, RFC 8689 §5. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            # RET  | outcome   | kind of mail | media type             | body of the report
            UNSAID | failed    | plain        | text/rfc822-headers    | SEVEN_BIT
            HDRS   | failed    | plain        | text/rfc822-headers    | SEVEN_BIT
            FULL   | failed    | plain        | message/rfc822         | SEVEN_BIT
            FULL   | expired   | plain        | message/rfc822         | SEVEN_BIT
            # success is told without the content
            FULL   | delivered | plain        | text/rfc822-headers    | SEVEN_BIT
            FULL   | failed    | 8-bit        | message/rfc822         | EIGHT_BIT_MIME
            FULL   | failed    | largest      | message/rfc822         | SEVEN_BIT
            FULL   | failed    | too large    | text/rfc822-headers    | SEVEN_BIT
            FULL   | failed    | REQUIRETLS   | text/rfc822-headers    | SEVEN_BIT
            FULL   | failed    | binary       | text/rfc822-headers    | SEVEN_BIT
            FULL   | failed    | bare LF      | text/rfc822-headers    | SEVEN_BIT
            FULL   | failed    | UTF-8 header | message/global         | EIGHT_BIT_MIME
            HDRS   | failed    | UTF-8 header | message/global-headers | EIGHT_BIT_MIME
            FULL   | failed    | UTF-8 body   | message/rfc822         | EIGHT_BIT_MIME
            HDRS   | failed    | UTF-8 body   | text/rfc822-headers    | SEVEN_BIT
            """)
    void returnsAsMuchOfTheOriginalAsIsAskedForAndFit(
            ReturnedContent asked, String outcome, String kind, String type, BodyType body) {
        StoredMessage message = message("alice@example.com", parameters(kind, asked), content(kind));
        QueuedMail report = settle(message, end(1, "SUCCESS FAILURE", outcome))
                .get(0)
                .bounce()
                .orElseThrow();
        assertEquals(
                List.of("text/plain", "message/delivery-status", type),
                text(report)
                        .lines()
                        .filter(line -> line.startsWith("Content-Type: ") && !line.contains("multipart"))
                        .map(line -> line.substring(14).split(";", -1)[0])
                        .toList());
        assertEquals(body, report.message().parameters().body());
        assertEquals(kind.equals("REQUIRETLS"), report.message().parameters().requireTls());
    }

    private static MailParameters parameters(String kind, ReturnedContent returned) {
        BodyType body = kind.equals("binary") ? BodyType.BINARY_MIME : BodyType.EIGHT_BIT_MIME;
        return new MailParameters(0, body, kind.startsWith("UTF-8"), kind.equals("REQUIRETLS"), returned, "");
    }

    private static String content(String kind) {
        return switch (kind) {
            case "8-bit" -> "Subject: x\r\n\r\n\u00e4\r\n";
            case "UTF-8 header" -> "Subject: \u00c3\u00a4\r\n\r\n\u00c3\u00a4\r\n";
            case "UTF-8 body" -> "Subject: x\r\n\r\n\u00c3\u00a4\r\n";
            case "bare LF" -> "Subject: x\r\n\r\na\nb\r\n";
            case "largest" -> "Subject: x\r\n\r\n" + "y".repeat(Bounces.MAX_RETURNED_MESSAGE - 16) + "\r\n";
            case "too large" -> "Subject: x\r\n\r\n" + "y".repeat(Bounces.MAX_RETURNED_MESSAGE - 15) + "\r\n";
            default -> TestMail.TEXT;
        };
    }

    @ParameterizedTest
    @CsvSource({"alice@example.com, false", "größe@example.com, true", "alice@größe.example, true"})
    void isAMailWithSmtpUtf8WhereTheSendersAddressNeedsIt(String sender, boolean needed) {
        QueuedMail report = settle(message(sender, MailParameters.NONE, TestMail.TEXT), end(1, "", "failed"))
                .get(0)
                .bounce()
                .orElseThrow();
        assertEquals(needed, report.message().parameters().smtpUtf8());
    }

    @Test
    void saysThatItIsNoBounceWhenNothingFailed() {
        QueuedMail report = settle(
                        message("alice@example.com", MailParameters.NONE, TestMail.TEXT),
                        end(1, "SUCCESS", "delivered"))
                .get(0)
                .bounce()
                .orElseThrow();
        assertEquals("report on " + TestMail.ID, report.message().origin());
        assertTrue(text(report).contains("\r\nSubject: Delivery status notification: delivered\r\n"));
    }
}
