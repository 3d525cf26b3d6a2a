package org.waybill.queue.ejb;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import org.waybill.queue.agent.Agents;
import org.waybill.queue.agent.JmsAgent;
import org.waybill.queue.agent.MxHosts;
import org.waybill.queue.agent.MxPolicies;
import org.waybill.queue.agent.NameServers;
import org.waybill.queue.agent.RelayAgent;
import org.waybill.queue.agent.RelayMemory;
import org.waybill.queue.agent.client.Dialer;
import org.waybill.queue.agent.client.KeyFiles;
import org.waybill.queue.agent.client.RelayKeys;
import org.waybill.queue.agent.client.RelaySessions;
import org.waybill.queue.agent.client.RelayTimeouts;
import org.waybill.queue.agent.local.BySwitch;
import org.waybill.queue.agent.local.LocalAgent;
import org.waybill.queue.agent.local.LocalPatience;
import org.waybill.queue.agent.local.LocalPlaces;
import org.waybill.queue.agent.local.ServerOnly;
import org.waybill.queue.agent.local.ServerUser;
import org.waybill.queue.agent.local.SwitchUser;
import org.waybill.queue.console.QueueConsole;
import org.waybill.queue.console.RoutesConsole;
import org.waybill.queue.core.AcceptRecipient;
import org.waybill.queue.core.BouncesByRules;
import org.waybill.queue.core.Counters;
import org.waybill.queue.core.DeliverEnvelope;
import org.waybill.queue.core.Housekeeping;
import org.waybill.queue.core.deliver.Carrier;
import org.waybill.queue.core.deliver.DeliveryLog;
import org.waybill.queue.core.dispatch.Capacity;
import org.waybill.queue.core.dispatch.Dispatcher;
import org.waybill.queue.core.dispatch.Gathering;
import org.waybill.queue.core.dispatch.Lanes;
import org.waybill.queue.core.dispatch.SettlementGroup;
import org.waybill.queue.core.dispatch.Suspensions;
import org.waybill.queue.core.dispatch.Workers;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.envelope.MailQueue;
import org.waybill.queue.core.envelope.MessageStore;
import org.waybill.queue.core.relay.Health;
import org.waybill.queue.core.relay.Pace;
import org.waybill.queue.core.relay.Turns;
import org.waybill.queue.core.settle.Bounces;
import org.waybill.queue.core.settle.Settlements;
import org.waybill.queue.host.SystemUsers;
import org.waybill.queue.jpa.QueueOrders;
import org.waybill.queue.jpa.SuspensionRows;
import org.waybill.queue.routes.KnownRoutes;
import org.waybill.queue.routes.SuspendedMail;
import org.waybill.queue.settings.Settings;
import org.waybill.smtp.MessageIds;
import org.waybill.smtp.Peer;

/** Builds the verb of mail that goes out, its agents and who drives them. */
@ApplicationScoped
public class DeliveryWiring {

    private static final Logger LOG = Logger.getLogger("org.waybill.deliver");

    private static final Logger ADMIN = Logger.getLogger("org.waybill.admin");

    private static final int SMTP_PORT = 25;

    /** As many as the servers' descriptors give DeliveryBean: max-pool-size and maxSession. */
    private static final int WORKERS = 128;

    /** What ends within this time is in one report. */
    private static final Duration TOGETHER = Duration.ofSeconds(1);

    /** Before what could not be written down is written once more. */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    @Resource
    private ManagedScheduledExecutorService watchdog;

    @Resource(lookup = "java:app/waybill/ConnectionFactory")
    private ConnectionFactory jms;

    @Inject
    private ActiveConfiguration active;

    @Inject
    private DispatchSender sender;

    @Produces
    @Singleton
    ServerUser serverUser() throws IOException {
        return ServerUser.ofProcess();
    }

    @Produces
    @Singleton
    SwitchUser switchUser(Settings settings, ServerUser server) {
        return settings.usersSwitch().isEmpty() ? new ServerOnly(server) : new BySwitch(settings.usersSwitch(), server);
    }

    @Produces
    @Singleton
    LocalAgent localAgent(Settings settings, ServerUser server, SwitchUser switching, Clock clock) {
        return new LocalAgent(
                new LocalPlaces(settings.home(), settings.mailSpool(), settings.hostname()),
                new SystemUsers(),
                server,
                switching,
                () -> active.get().mdaLimits(),
                Dialer.TCP,
                clock,
                LocalPatience.STANDARD);
    }

    @Produces
    @Singleton
    RelaySessions relaySessions(Clock clock) throws GeneralSecurityException {
        RelayKeys keys = new KeyFiles(
                pki -> Optional.ofNullable(active.get().keyPairs().get(pki)),
                ca -> Optional.ofNullable(active.get().authorities().get(ca)));
        return new RelaySessions(Dialer.TCP, keys, RelayTimeouts.STANDARD, watchdog, clock);
    }

    void endRelaySessions(@Disposes RelaySessions sessions) {
        sessions.close();
    }

    @Produces
    @Singleton
    RelayMemory relayMemory(RandomGenerator random, Health health, Clock clock) {
        return new RelayMemory(
                new Turns(random), health, new Pace(clock), () -> active.get().mtaLimits(), clock);
    }

    @Produces
    @Singleton
    Agents agents(
            Settings settings,
            LocalAgent local,
            NameServers names,
            MxPolicies policies,
            RelaySessions sessions,
            RelayMemory memory,
            RandomGenerator random) {
        MxHosts hosts = new MxHosts(names, settings.hostname(), SMTP_PORT, random, policies);
        return new Agents(
                local,
                new RelayAgent(hosts, settings.hostname(), sessions, memory, policies.reports()),
                new JmsAgent(jms));
    }

    @Produces
    @Singleton
    DeliverEnvelope deliverEnvelope(
            MessageStore store,
            Agents agents,
            AcceptRecipient acceptRecipient,
            MessageIds ids,
            Settings settings,
            Clock clock,
            RandomGenerator random) {
        DeliveryLog log = new DeliveryTrouble(LOG);
        Bounces bounces = new Bounces(
                settings.hostname(), ids::next, store, new BouncesByRules(acceptRecipient::accept, Peer.local("")));
        return new DeliverEnvelope(
                active::get,
                new Carrier(store, agents, log),
                new Settlements(bounces, random::nextDouble, log),
                clock,
                random::nextDouble);
    }

    @Produces
    @Singleton
    SettlementGroup settlementGroup(MailQueue queue) {
        return new SettlementGroup(queue, FIRST_PAUSE);
    }

    @Produces
    @Singleton
    Lanes lanes() {
        return new Lanes(() ->
                new Capacity(active.get().inflight(), WORKERS, active.get().mtaLimits()));
    }

    @Produces
    @Singleton
    Suspensions suspensions() {
        return new Suspensions();
    }

    @Produces
    @Singleton
    Health health(Clock clock) {
        return new Health(clock);
    }

    @Produces
    @Singleton
    SuspendedMail suspendedMail(SuspensionRows rows, Suspensions suspensions, QueueOrders orders, Clock clock) {
        return new SuspendedMail(rows, suspensions, orders, clock);
    }

    /** With a proxy before it, which a page may keep between requests. */
    @Produces
    @ApplicationScoped
    RoutesConsole routesConsole(MailQueue queue, Lanes lanes, Health health, SuspendedMail suspended, Clock clock) {
        return new KnownRoutes(queue, lanes, health, suspended, sender::look, clock, ADMIN::info);
    }

    @Produces
    @Singleton
    Dispatcher dispatcher(MailQueue queue, Lanes lanes, Suspensions suspensions, Settings settings, Clock clock) {
        Instant start = clock.instant();
        return new Dispatcher(
                queue,
                active::get,
                lanes,
                suspensions,
                sender::deliver,
                clock,
                leaseOwner(settings) + start.toEpochMilli(),
                // microseconds: later processes of this node begin above, and no node hands out a million leases a
                // second
                start.toEpochMilli() * 1000);
    }

    /** Leases of every process of this node begin with this. */
    static String leaseOwner(Settings settings) {
        return "node-" + settings.node() + "-";
    }

    @Produces
    @Singleton
    Workers workers(
            Dispatcher dispatcher,
            MailQueue queue,
            DeliverEnvelope deliverEnvelope,
            SettlementGroup settlements,
            Counters counters) {
        return new Workers(
                dispatcher,
                queue,
                deliverEnvelope,
                new Gathering(TOGETHER, dispatcher::hasOthers),
                settlements,
                sender::look,
                sender::lookArrived,
                new DeliveryJournal(counters));
    }

    @Produces
    @Singleton
    Housekeeping housekeeping(
            MailQueue queue,
            MessageStore store,
            DeliverEnvelope deliverEnvelope,
            SettlementGroup settlements,
            Dispatcher dispatcher,
            QueueOrders orders,
            Clock clock) {
        Housekeeping.HeldMail held = (envelopes, lease) -> orders.claimForBounce(
                new QueueConsole.Selection.Ids(
                        envelopes.stream().map(EnvelopeId::toString).toList()),
                lease);
        return new Housekeeping(
                queue, store, deliverEnvelope, settlements, active::get, dispatcher::newLease, held, clock);
    }
}
