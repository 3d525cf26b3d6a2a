package org.waybill.queue.agent;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.waybill.queue.agent.client.ScriptedSmtpServer;
import org.waybill.queue.core.DeliverEnvelope;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.action.ActionBook;
import org.waybill.queue.core.action.ActionDefinition;
import org.waybill.queue.core.action.RetrySchedule;
import org.waybill.queue.core.deliver.BodiesInMemory;
import org.waybill.queue.core.deliver.Carrier;
import org.waybill.queue.core.deliver.DeliveryAgent;
import org.waybill.queue.core.deliver.DeliveryLog;
import org.waybill.queue.core.deliver.ReplyLine;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.envelope.QueuedMail;
import org.waybill.queue.core.envelope.RecipientPlan;
import org.waybill.queue.core.envelope.RecipientPlans;
import org.waybill.queue.core.envelope.Settlement;
import org.waybill.queue.core.envelope.StoredMessage;
import org.waybill.queue.core.expand.ExpansionPolicy;
import org.waybill.queue.core.relay.RelayHosts;
import org.waybill.queue.core.relay.RelayOptions;
import org.waybill.queue.core.relay.RelayTarget;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.TlsChoice;
import org.waybill.queue.core.relay.UrlOptions.Verify;
import org.waybill.queue.core.settle.BounceRoute;
import org.waybill.queue.core.settle.Bounces;
import org.waybill.queue.core.settle.EndOfAttempt;
import org.waybill.queue.core.settle.Settlements;
import org.waybill.queue.core.tables.InlineTable;
import org.waybill.smtp.MessageIds;

/** What senders are told of mail that no relay took, and what only the history tells. */
class RelayBouncesTest {

    private static final Instant LATE = TestMail.ACCEPTED.plus(Duration.ofDays(5));

    private final RelayRig rig = new RelayRig();
    private final BodiesInMemory store = new BodiesInMemory();

    @AfterEach
    void close() {
        rig.close();
    }

    private static InlineTable secrets(String label) {
        return new InlineTable("secrets", List.of(new InlineTable.Entry(label, "joe:password")));
    }

    private static Action by(String url, InlineTable secrets) {
        RelayOptions usual = RelayOptions.USUAL;
        return new Action.Relay(
                new RelayTarget.Hosts(new RelayHosts.Listed(List.of(RelayUrl.parse(url))), RelayTarget.Policy.FAILOVER),
                new RelayOptions(usual.sender(), Verify.UNSAID, "", "", TlsChoice.USUAL, usual.names(), null, secrets));
    }

    private DeliverEnvelope deliverer(Action action, DeliveryAgent agent) {
        ActionBook book = new ActionBook() {
            @Override
            public long revision() {
                return 1;
            }

            @Override
            public Duration queueTtl() {
                return Duration.ofDays(2);
            }

            @Override
            public Optional<ActionDefinition> resolve(ActionName name) {
                return Optional.of(new ActionDefinition(
                        name,
                        new ExpansionPolicy.AsIs(),
                        action,
                        Duration.ofDays(4),
                        RetrySchedule.RELAY,
                        List.of(),
                        ""));
            }
        };
        DeliveryLog log = new DeliveryLog() {
            @Override
            public void attemptBroke(StoredMessage message, String target, Exception cause) {
                throw new AssertionError(cause);
            }

            @Override
            public void bouncePostponed(StoredMessage message, String reason) {
                throw new AssertionError(reason);
            }

            @Override
            public void reportLost(StoredMessage message, String reason) {
                throw new AssertionError(reason);
            }
        };
        Bounces bounces = new Bounces(
                "mx.waybill.test",
                new MessageIds(Clock.fixed(TestMail.ACCEPTED, ZoneOffset.UTC), 1)::next,
                store,
                (sender, report) -> new BounceRoute.Answer.Planned(
                        RecipientPlans.of(new RecipientPlan(sender, sender, "alice", new ActionName("home")))));
        return new DeliverEnvelope(
                () -> book,
                new Carrier(store, any -> agent, log),
                new Settlements(bounces, () -> 0.5, log),
                () -> LATE,
                () -> 0.5);
    }

    private QueuedMail tried() {
        QueuedMail fresh = TestMail.stored(store, TestMail.TEXT, "alice@example.com", "out:bob@example.org");
        return new QueuedMail(
                fresh.message(), List.of(TestMail.tried(fresh.envelopes().get(0), 3)));
    }

    /** The last attempt at a mail that has been tried before. */
    private Settlement expired(Action action, DeliveryAgent agent) {
        return deliverer(action, agent).deliver(tried(), 7).get(0);
    }

    private String report(Settlement settlement) {
        return store.text(settlement.bounce().orElseThrow().message().location());
    }

    private void assertKnownToTheHistoryOnly(String text, Settlement settlement) {
        String history = settlement.attempt().reply();
        assertTrue(history.contains(text), history);
        assertFalse(report(settlement).contains(text), report(settlement));
    }

    @Test
    void sendersLearnNoLabelOfAHostThatRests() throws Exception {
        ScriptedSmtpServer gone = rig.sink();
        gone.close();
        Action action = by("smtps://customer42@localhost:" + gone.port(), secrets("customer42"));
        RelayAgent agent = rig.agent(RelayRig.PATIENT);
        assertTrue(expired(action, agent).attempt().target().contains("customer42"));
        Settlement rests = expired(action, agent);
        assertKnownToTheHistoryOnly("customer42", rests);
        assertTrue(report(rests).contains(" rests: 451 4.4.1 No "), report(rests));
    }

    @Test
    void sendersLearnNoLabelAndNoTableOfMissingCredentials() {
        Action action = by("smtps://customer42@localhost:465", secrets("somebody"));
        Settlement waiting = expired(action, rig.agent(RelayRig.PATIENT));
        assertKnownToTheHistoryOnly("'customer42'", waiting);
        assertKnownToTheHistoryOnly("<secrets>", waiting);
        assertTrue(report(waiting).contains("451 4.7.0 No credentials; 554 5.4.7"), report(waiting));
    }

    @Test
    void sendersLearnNoTableOfHostsThatAreNotNamed() {
        Action action = new Action.Relay(
                new RelayTarget.ByDomain(secrets("example.net"), RelayTarget.Policy.FAILOVER), RelayOptions.USUAL);
        Settlement waiting = expired(action, rig.agent(RelayRig.PATIENT));
        assertKnownToTheHistoryOnly("<secrets>", waiting);
        assertTrue(report(waiting).contains("451 4.3.5 No relay host; 554 5.4.7"), report(waiting));
    }

    /** Where a whole lane rests, nobody asks the agent. */
    @Test
    void sendersLearnNoLabelOfAWayThatIsClosed() {
        Action action = by("smtps://customer42@localhost:465", secrets("customer42"));
        ReplyLine closed = ReplyLine.ours("451 4.4.1 smtps://customer42@localhost rests", "451 4.4.1 localhost rests");
        DeliverEnvelope deliverer = deliverer(action, rig.agent(RelayRig.PATIENT));
        List<EndOfAttempt> ends = deliverer.passOver(tried(), closed, LATE.plusSeconds(60));
        Settlement passed = deliverer.settle(tried().message(), ends, 7).get(0);
        assertKnownToTheHistoryOnly("customer42", passed);
        assertTrue(report(passed).contains("451 4.4.1 localhost rests; 554 5.4.7"), report(passed));
    }
}
