package org.waybill.queue.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.action.ActionBook;
import org.waybill.queue.core.action.ActionDefinition;
import org.waybill.queue.core.action.LocalMethod;
import org.waybill.queue.core.action.RetrySchedule;
import org.waybill.queue.core.deliver.BodiesInMemory;
import org.waybill.queue.core.deliver.Carrier;
import org.waybill.queue.core.deliver.DeliveryLog;
import org.waybill.queue.core.deliver.FlakyAgent;
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
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.settle.BounceRoute;
import org.waybill.queue.core.settle.Bounces;
import org.waybill.queue.core.settle.Settlements;
import org.waybill.queue.core.users.Everybody;
import org.waybill.smtp.MessageIds;
import org.waybill.smtp.ReversePath;

class DeliverEnvelopeTest {

    private static final long LEASE = 7;

    private final Map<ActionName, ActionDefinition> actions = new HashMap<>();
    private final BodiesInMemory store = new BodiesInMemory();
    private final List<String> log = new ArrayList<>();
    private int looksAtConfiguration;
    private Instant now = TestMail.ACCEPTED;
    private BounceRoute route = (sender, report) -> new BounceRoute.Answer.Planned(
            RecipientPlans.of(new RecipientPlan(sender, sender, "alice", new ActionName("home"))));

    private void define(String name, Action action) {
        ActionName actionName = new ActionName(name);
        actions.put(
                actionName,
                new ActionDefinition(
                        actionName,
                        new ExpansionPolicy.AsIs(),
                        action,
                        Duration.ofDays(4),
                        RetrySchedule.RELAY,
                        List.of(),
                        ""));
    }

    private DeliverEnvelope deliverer(FlakyAgent agent) {
        ActionBook book = new ActionBook() {
            @Override
            public long revision() {
                return 42;
            }

            @Override
            public Duration queueTtl() {
                return Duration.ofDays(2);
            }

            @Override
            public Optional<ActionDefinition> resolve(ActionName name) {
                return Optional.ofNullable(actions.get(name));
            }
        };
        DeliveryLog recorded = new DeliveryLog() {
            @Override
            public void attemptBroke(StoredMessage message, String target, Exception cause) {
                log.add(target + ": " + cause.getMessage());
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
        Bounces bounces = new Bounces(
                "mx.waybill.test",
                new MessageIds(Clock.fixed(TestMail.ACCEPTED, ZoneOffset.UTC), 1)::next,
                store,
                (sender, report) -> route.to(sender, report));
        return new DeliverEnvelope(
                () -> {
                    looksAtConfiguration++;
                    return book;
                },
                new Carrier(store, action -> agent, recorded),
                new Settlements(bounces, () -> 0.5, recorded),
                () -> now,
                () -> 0.5);
    }

    private QueuedMail mail(String... recipients) {
        return TestMail.stored(store, TestMail.TEXT, "alice@example.com", recipients);
    }

    private static List<String> recipients(FlakyAgent agent, int job) {
        return agent.jobs.get(job).envelopes().stream()
                .map(envelope -> envelope.recipient().toString())
                .toList();
    }

    private static Settlement only(List<Settlement> settlements) {
        assertEquals(1, settlements.size());
        return settlements.get(0);
    }

    @Test
    void recordsWhatWasTriedAndWithWhichRevision() {
        define("act", Action.Relay.byExchangers());
        Settlement settlement = only(deliverer(new FlakyAgent("ok")).deliver(mail("act:bob@example.org"), LEASE));
        assertEquals(new Move.Remove(), settlement.move());
        assertEquals(LEASE, settlement.leaseToken());
        assertEquals(1, settlement.attempt().number());
        assertEquals(42, settlement.attempt().revision());
        assertEquals(Result.DELIVERED, settlement.attempt().result());
        assertEquals(
                "relay smtp://mx.example.org [192.0.2.1]:25 (plain text)",
                settlement.attempt().target());
        assertEquals("250 2.0.0 Ok", settlement.attempt().reply());
        assertTrue(settlement.bounce().isEmpty());
    }

    @Test
    void asksForTheConfigurationOncePerAttempt() {
        define("act", Action.Relay.byExchangers());
        deliverer(new FlakyAgent("ok")).deliver(mail("act:a@example.org", "act:b@example.net", "gone:c@x.org"), LEASE);
        assertEquals(1, looksAtConfiguration);
    }

    @Test
    void groupsEnvelopesByNextHop() {
        define("mx", Action.Relay.byExchangers());
        define("mx2", Action.Relay.byExchangers());
        define("hub", Action.Relay.to(List.of(RelayUrl.parse("smtp://hub.example.org"))));
        define("local", new Action.Local(new LocalMethod.Maildir("mail/%{user.username}", false), new Everybody()));
        FlakyAgent agent = new FlakyAgent("ok");
        deliverer(agent)
                .deliver(
                        mail(
                                "mx:a@example.org",
                                "mx:b@example.net",
                                "mx2:c@EXAMPLE.org",
                                "hub:d@example.org",
                                "hub:e@example.net",
                                "local:f@example.org",
                                "local:f@example.org"),
                        LEASE);
        assertEquals(5, agent.jobs.size());
        assertEquals(List.of("a@example.org", "c@EXAMPLE.org"), recipients(agent, 0));
        assertEquals(List.of("b@example.net"), recipients(agent, 1));
        assertEquals(List.of("d@example.org", "e@example.net"), recipients(agent, 2));
        assertEquals(List.of("f@example.org"), recipients(agent, 3));
        assertEquals(List.of("f@example.org"), recipients(agent, 4));
    }

    @Test
    void holdsAnEnvelopeWhoseActionNobodyKnows() {
        FlakyAgent agent = new FlakyAgent("ok");
        Settlement settlement = only(deliverer(agent).deliver(mail("gone:bob@example.org"), LEASE));
        assertEquals(new Move.Hold("action 'gone' is not defined", true), settlement.move());
        assertEquals(Result.HELD, settlement.attempt().result());
        assertTrue(agent.jobs.isEmpty());
    }

    @Test
    void usesTheEditedActionAtTheNextAttempt() {
        FlakyAgent agent = new FlakyAgent("451 4.2.0 Wait", "ok");
        DeliverEnvelope deliverer = deliverer(agent);
        define("act", Action.Relay.byExchangers());
        QueuedMail first = mail("act:bob@example.org");
        Settlement deferred = only(deliverer.deliver(first, LEASE));
        define("act", new Action.Local(new LocalMethod.Maildir("mail/bob", false), new Everybody()));
        Envelope again = TestMail.after(first.envelopes().get(0), deferred);
        deliverer.deliver(new QueuedMail(first.message(), List.of(again)), LEASE);
        assertEquals(2, agent.jobs.size());
        assertEquals(again, agent.jobs.get(1).envelopes().get(0));
    }

    @Test
    void livesThroughFiveDaysOfRetries() {
        define("act", Action.Relay.byExchangers());
        DeliverEnvelope deliverer = deliverer(new FlakyAgent("451 4.7.1 Greylisted"));
        QueuedMail mail = mail("act:bob@example.org");
        List<Duration> attempts = new ArrayList<>();
        Settlement last = null;
        while (last == null || last.move() instanceof Move.RetryAt) {
            attempts.add(Duration.between(TestMail.ACCEPTED, now));
            last = only(deliverer.deliver(mail, LEASE));
            if (last.move() instanceof Move.RetryAt retry) {
                assertTrue(last.bounce().isEmpty());
                Envelope next = TestMail.after(mail.envelopes().get(0), last);
                mail = new QueuedMail(mail.message(), List.of(next));
                now = retry.due();
            }
        }
        // at 400 s * n² after the first attempt, the last one when the envelope expires
        for (int n = 0; n < 30; n++) {
            assertEquals(Duration.ofSeconds(400L * n * n), attempts.get(n));
        }
        assertEquals(31, attempts.size());
        assertEquals(Duration.ofDays(4), attempts.get(30));
        assertEquals(Result.EXPIRED, last.attempt().result());
        assertEquals(31, last.attempt().number());
        String report = store.text(last.bounce().orElseThrow().message().location());
        assertTrue(report.contains("\r\nStatus: 5.4.7\r\n"), report);
        assertTrue(report.contains("Greylisted; 554 5.4.7"), report);
    }

    @Test
    void sendsOneReportForAllThatFailedTogether() {
        define("mx", Action.Relay.byExchangers());
        define("hub", Action.Relay.to(List.of(RelayUrl.parse("hub.example.org"))));
        FlakyAgent agent = new FlakyAgent(
                "a@example.org=550 5.1.1 No,b@example.org=ok,c@example.net=451 4.2.0 Wait," + "550 5.7.1 Never");
        QueuedMail mail = mail("mx:a@example.org", "mx:b@example.org", "mx:c@example.net", "hub:d@example.net");
        List<Settlement> settlements = deliverer(agent).deliver(mail, LEASE);
        QueuedMail bounce = settlements.get(0).bounce().orElseThrow();
        assertTrue(settlements.get(1).bounce().isEmpty());
        assertTrue(settlements.get(2).bounce().isEmpty());
        assertSame(bounce, settlements.get(3).bounce().orElseThrow());
        assertEquals(new ReversePath.Null(), bounce.message().sender());
        assertEquals("bounce of " + TestMail.ID, bounce.message().origin());
        Envelope envelope = bounce.envelopes().get(0);
        assertEquals("alice@example.com", envelope.recipient().toString());
        assertEquals(new ActionName("home"), envelope.action());
        assertEquals(new ReversePath.Null(), envelope.sender());
        String report = store.text(bounce.message().location());
        assertTrue(report.contains("Final-Recipient: rfc822; a@example.org"), report);
        assertTrue(report.contains("Final-Recipient: rfc822; d@example.net"), report);
        assertFalse(report.contains("b@example.org"), report);
        assertFalse(report.contains("c@example.net"), report);
        assertTrue(report.contains("Remote-MTA: dns; mx.example.org"), report);
        assertTrue(report.contains("Subject: hello"), report);
    }

    /** RFC 3464 §2.3.5, §2.3.6. */
    @Test
    void saysNothingInTheNameOfAHostThatSaidNothing() {
        define("mx", Action.Relay.byExchangers());
        FlakyAgent agent = new FlakyAgent("we: 550 5.7.30 REQUIRETLS support required: mx.example.org has none");
        Settlement settlement = only(deliverer(agent).deliver(mail("mx:a@example.org"), LEASE));
        String report = store.text(settlement.bounce().orElseThrow().message().location());
        assertFalse(report.contains("said:"), report);
        assertFalse(report.contains("Remote-MTA"), report);
        assertTrue(report.contains("\r\nDiagnostic-Code: x-waybill; 550 5.7.30 REQUIRETLS"), report);
    }

    @Test
    void neverReportsToTheNullSender() {
        define("act", Action.Relay.byExchangers());
        route = (sender, report) -> {
            throw new AssertionError("nobody is to be told");
        };
        QueuedMail bounce = TestMail.stored(store, TestMail.TEXT, "", "act:bob@example.org");
        Settlement settlement = only(deliverer(new FlakyAgent("550 5.1.1 No")).deliver(bounce, LEASE));
        assertEquals(new Move.Remove(), settlement.move());
        assertEquals(Result.FAILED, settlement.attempt().result());
        assertTrue(settlement.bounce().isEmpty());
    }

    @Test
    void saysSoWhenNoRuleTakesTheReport() {
        define("act", Action.Relay.byExchangers());
        route = (sender, report) -> new BounceRoute.Answer.Refused("550 5.1.1 Invalid recipient");
        Settlement settlement =
                only(deliverer(new FlakyAgent("550 5.1.1 No")).deliver(mail("act:bob@example.org"), LEASE));
        assertEquals(new Move.Remove(), settlement.move());
        assertTrue(settlement.bounce().isEmpty());
        assertEquals(
                "550 5.1.1 No (no report to <alice@example.com>: 550 5.1.1 Invalid recipient)",
                settlement.attempt().reply());
    }

    @Test
    void keepsTheEnvelopeWhileTheReportCannotBeRouted() {
        define("act", Action.Relay.byExchangers());
        route = (sender, report) -> new BounceRoute.Answer.Unavailable("table down");
        Settlement settlement =
                only(deliverer(new FlakyAgent("550 5.1.1 No")).deliver(mail("act:bob@example.org"), LEASE));
        assertEquals(new Move.RetryAt(now.plusSeconds(10)), settlement.move());
        assertEquals(Result.DEFERRED, settlement.attempt().result());
        assertEquals(
                "550 5.1.1 No (the sender cannot be told yet)",
                settlement.attempt().reply());
        assertEquals(List.of("postponed: table down"), log);
    }

    @Test
    void keepsTheEnvelopeWhileTheReportCannotBeWritten() {
        define("act", Action.Relay.byExchangers());
        QueuedMail mail = mail("act:bob@example.org", "act:carol@example.org");
        store.full = true;
        List<Settlement> settlements =
                deliverer(new FlakyAgent("bob@example.org=550 5.1.1 No,ok")).deliver(mail, LEASE);
        assertEquals(new Move.RetryAt(now.plusSeconds(10)), settlements.get(0).move());
        assertEquals(new Move.Remove(), settlements.get(1).move());
        assertTrue(
                settlements.stream().allMatch(settlement -> settlement.bounce().isEmpty()));
    }

    @Test
    void defersWhenTheAgentThrowsAndTellsOnlyTheLog() {
        define("act", Action.Relay.byExchangers());
        Settlement settlement = only(deliverer(new FlakyAgent("throw")).deliver(mail("act:bob@example.org"), LEASE));
        assertEquals(new Move.RetryAt(now.plusSeconds(400)), settlement.move());
        assertFalse(settlement.attempt().reply().contains("secret"));
        assertEquals(List.of("relay example.org: the agent is broken: secret"), log);
    }

    @Test
    void defersWhatTheAgentForgot() {
        define("act", Action.Relay.byExchangers());
        List<Settlement> settlements = deliverer(new FlakyAgent("bob@example.org=silent,ok"))
                .deliver(mail("act:bob@example.org", "act:carol@example.org"), LEASE);
        assertEquals(Result.DEFERRED, settlements.get(0).attempt().result());
        assertEquals(Result.DELIVERED, settlements.get(1).attempt().result());
    }

    @Test
    void defersWhenTheBodyCannotBeRead() {
        define("act", Action.Relay.byExchangers());
        QueuedMail mail = mail("act:bob@example.org");
        store.unreadable = true;
        assertEquals(
                Result.DEFERRED,
                only(deliverer(new FlakyAgent("ok")).deliver(mail, LEASE))
                        .attempt()
                        .result());
        assertEquals(List.of("relay example.org: Input/output error"), log);
    }

    @Test
    void expiresOnlyUnknownNamesAndOnlyAfterTheQueuesTime() {
        define("act", new Action.Hold());
        QueuedMail mail = mail("gone:a@example.org", "act:b@example.org");
        QueuedMail held = new QueuedMail(
                mail.message(),
                mail.envelopes().stream()
                        .map(e -> TestMail.held(e, "action 'gone' is not defined"))
                        .toList());
        DeliverEnvelope deliverer = deliverer(new FlakyAgent("ok"));
        now = TestMail.ACCEPTED.plus(Duration.ofDays(2)).minusMillis(1);
        assertEquals(List.of(), deliverer.expire(held, LEASE));
        now = now.plusMillis(1);
        Settlement expired = only(deliverer.expire(held, LEASE));
        assertEquals(held.envelopes().get(0).id(), expired.envelope());
        assertEquals(new Move.Remove(), expired.move());
        assertEquals(Result.EXPIRED, expired.attempt().result());
        assertEquals(
                "action 'gone' is not defined; 554 5.4.7 Envelope expired",
                expired.attempt().reply());
        assertTrue(expired.bounce().isPresent());
    }
}
