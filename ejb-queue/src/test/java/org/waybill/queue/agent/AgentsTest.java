package org.waybill.queue.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.action.JmsDestination;
import org.waybill.queue.core.action.LocalMethod;
import org.waybill.queue.core.deliver.DeliveryAgent;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.users.Everybody;

class AgentsTest {

    private static final Action HOST = Action.Relay.to(List.of(RelayUrl.parse("hub.example.org")));
    private static final List<Action> ONE_OF_EACH = List.of(
            new Action.Local(new LocalMethod.Maildir("mail/bob", false), new Everybody()),
            Action.Relay.byExchangers(),
            HOST,
            new Action.Jms(JmsDestination.parse("orders")),
            new Action.Hold(),
            new Action.Discard());

    private final DeliveryAgent maildir = (action, job) -> Map.of();
    private final DeliveryAgent relay = (action, job) -> Map.of();
    private final DeliveryAgent jms = (action, job) -> Map.of();
    private final Agents agents = new Agents(maildir, relay, jms);

    @Test
    void hasAnAgentForEveryActionThereIs() {
        Set<Class<?>> tried = new HashSet<>();
        for (Action action : ONE_OF_EACH) {
            tried.add(action.getClass());
            assertInstanceOf(DeliveryAgent.class, agents.apply(action));
        }
        assertEquals(Set.of(Action.class.getPermittedSubclasses()), tried);
    }

    @Test
    void givesEachActionItsAgent() {
        assertSame(
                maildir, agents.apply(new Action.Local(new LocalMethod.Maildir("mail/bob", false), new Everybody())));
        assertSame(relay, agents.apply(Action.Relay.byExchangers()));
        assertSame(relay, agents.apply(HOST));
        assertSame(jms, agents.apply(new Action.Jms(JmsDestination.parse("orders"))));
    }

    @Test
    void holdsAndDiscardsEveryEnvelope() {
        Envelope bob = TestMail.envelope(1, "a@example.com", "bob@example.org", "act");
        Envelope carol = TestMail.envelope(2, "a@example.com", "carol@example.org", "act");
        DeliveryJob job = TestMail.job(TestMail.TEXT, bob, carol);
        Outcome held = new Outcome.Held("hold", "held by its action");
        assertEquals(
                Map.of(bob.id(), held, carol.id(), held),
                agents.apply(new Action.Hold()).deliver(new Action.Hold(), job));
        Outcome discarded = new Outcome.Delivered("discard", "250 2.0.0 Discarded");
        assertEquals(
                Map.of(bob.id(), discarded, carol.id(), discarded),
                agents.apply(new Action.Discard()).deliver(new Action.Discard(), job));
    }
}
