package org.waybill.queue.ejb;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.waybill.queue.agent.Agents;
import org.waybill.queue.agent.Dialer;
import org.waybill.queue.agent.MxHosts;
import org.waybill.queue.agent.NameServers;
import org.waybill.queue.agent.RelayAgent;
import org.waybill.queue.agent.RelayTimeouts;
import org.waybill.queue.agent.ReverseNames;
import org.waybill.queue.agent.local.BySwitch;
import org.waybill.queue.agent.local.LocalAgent;
import org.waybill.queue.agent.local.LocalPatience;
import org.waybill.queue.agent.local.LocalPlaces;
import org.waybill.queue.agent.local.ServerOnly;
import org.waybill.queue.agent.local.ServerUser;
import org.waybill.queue.agent.local.SwitchUser;
import org.waybill.queue.auth.LimitedHashes;
import org.waybill.queue.auth.StoredHashes;
import org.waybill.queue.console.QueueConsole;
import org.waybill.queue.core.AcceptMail;
import org.waybill.queue.core.AcceptRecipient;
import org.waybill.queue.core.AcceptSender;
import org.waybill.queue.core.AcceptStep;
import org.waybill.queue.core.Authenticate;
import org.waybill.queue.core.BouncesByRules;
import org.waybill.queue.core.Counters;
import org.waybill.queue.core.CurrentListeners;
import org.waybill.queue.core.DeliverEnvelope;
import org.waybill.queue.core.Housekeeping;
import org.waybill.queue.core.KeptBody;
import org.waybill.queue.core.Masquerade;
import org.waybill.queue.core.Watermark;
import org.waybill.queue.core.deliver.Carrier;
import org.waybill.queue.core.deliver.DeliveryLog;
import org.waybill.queue.core.dispatch.Dispatcher;
import org.waybill.queue.core.dispatch.SettlementGroup;
import org.waybill.queue.core.dispatch.Workers;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.envelope.MailQueue;
import org.waybill.queue.core.envelope.MessageStore;
import org.waybill.queue.core.settle.Bounces;
import org.waybill.queue.core.settle.Settlements;
import org.waybill.queue.core.submit.HeaderCompletion;
import org.waybill.queue.host.HomeFiles;
import org.waybill.queue.host.InterfaceAddresses;
import org.waybill.queue.host.SystemUsers;
import org.waybill.queue.jpa.AdminUsers;
import org.waybill.queue.jpa.JpaMailQueue;
import org.waybill.queue.jpa.QueueOrders;
import org.waybill.queue.jpa.QueueQueries;
import org.waybill.queue.jpa.RevisionStore;
import org.waybill.queue.jpa.SecretRows;
import org.waybill.queue.jpa.TableRows;
import org.waybill.queue.secrets.KeyFile;
import org.waybill.queue.secrets.SealedText;
import org.waybill.queue.settings.Settings;
import org.waybill.queue.settings.SettingsException;
import org.waybill.queue.spool.SegmentMessageStore;
import org.waybill.queue.tables.LdapConnections;
import org.waybill.queue.tables.Secrets;
import org.waybill.queue.tables.TableKinds;
import org.waybill.smtp.MessageIds;
import org.waybill.smtp.Peer;

/** The only place where the core's objects are built, and from what. */
@ApplicationScoped
public class CoreWiring {

    private static final Logger ACCEPT = Logger.getLogger("org.waybill.accept");

    private static final Logger TABLES = Logger.getLogger("org.waybill.tables");

    private static final Logger LOG = Logger.getLogger("org.waybill.deliver");

    /** A delivery worker may wait for the network for long; this many orders are given out at most. */
    private static final int OPEN_ORDERS = 512;

    private static final Duration DNS_PATIENCE = Duration.ofSeconds(15);

    /** A client waits for it, before the greeting. */
    private static final Duration REVERSE_NAME_PATIENCE = Duration.ofSeconds(4);

    private static final int SMTP_PORT = 25;

    @PersistenceContext(unitName = "waybill")
    private EntityManager entityManager;

    @Resource
    private ManagedScheduledExecutorService watchdog;

    @Inject
    private ContainerTransactions transactions;

    @Inject
    private ActiveConfiguration active;

    @Inject
    private DispatchSender sender;

    @Produces
    @Singleton
    Settings settings() throws SettingsException {
        Settings settings = Settings.ofProcess();
        settings.createHome();
        return settings;
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    /** For schedules and for choices among equals, not for secrets. */
    @Produces
    @Singleton
    RandomGenerator random() {
        return new SecureRandom();
    }

    @Produces
    @Singleton
    Counters counters() {
        return new Counters();
    }

    @Produces
    @Singleton
    MailQueue mailQueue() {
        return new JpaMailQueue(() -> entityManager, transactions);
    }

    @Produces
    @Singleton
    QueueQueries queueQueries() {
        return new QueueQueries(() -> entityManager, transactions);
    }

    @Produces
    @Singleton
    QueueOrders queueOrders() {
        return new QueueOrders(() -> entityManager, transactions);
    }

    @Produces
    @Singleton
    RevisionStore revisionStore() {
        return new RevisionStore(() -> entityManager, transactions);
    }

    @Produces
    @Singleton
    AdminUsers adminUsers() {
        return new AdminUsers(() -> entityManager, transactions);
    }

    @Produces
    @Singleton
    TableRows tableRows() {
        return new TableRows(() -> entityManager, transactions);
    }

    @Produces
    @Singleton
    Secrets secrets(Settings settings) throws IOException {
        SecureRandom secure = new SecureRandom();
        SealedText seal = new SealedText(KeyFile.open(settings.home().resolve("secret.key"), secure), secure);
        return new Secrets(new SecretRows(() -> entityManager, transactions), seal);
    }

    @Produces
    @Singleton
    LdapConnections ldapConnections() {
        return new LdapConnections();
    }

    void close(@Disposes LdapConnections directories) {
        directories.close();
    }

    @Produces
    @Singleton
    TableKinds tableKinds(TableRows rows, Secrets secrets, LdapConnections directories, Clock clock) {
        return new TableKinds(TABLES::warning, rows, secrets, directories, transactions, clock);
    }

    @Produces
    @Singleton
    SegmentMessageStore segments(Settings settings, Clock clock) throws IOException {
        return new SegmentMessageStore(
                settings.home().resolve("spool").resolve("segments"), SegmentMessageStore.SEGMENT_SIZE, clock);
    }

    void close(@Disposes SegmentMessageStore segments) throws IOException {
        segments.close();
    }

    @Produces
    @Singleton
    AcceptRecipient acceptRecipient(Settings settings, Clock clock) {
        return new AcceptRecipient(
                active::get,
                settings.hostname(),
                new HomeFiles(),
                clock,
                reason -> ACCEPT.log(Level.INFO, "refused {0}", reason));
    }

    @Produces
    @Singleton
    AcceptMail acceptMail(MessageStore store, MailQueue queue, Settings settings, Clock clock) {
        HeaderCompletion completion = new HeaderCompletion(
                peer -> active.get().hostname(peer, settings.hostname()), new InterfaceAddresses(clock));
        return new AcceptMail(store, queue, new KeptBody(List.of(completion, new Masquerade(active::get))));
    }

    @Produces
    @Singleton
    Authenticate authenticate(ServerIdentityStores stores) {
        return new Authenticate(
                active::get,
                LimitedHashes.forThisMachine(new StoredHashes()),
                stores,
                reason -> ACCEPT.log(Level.INFO, "sign-in refused {0}", reason));
    }

    @Produces
    @Singleton
    AcceptSender acceptSender() {
        return new AcceptSender(active::get, reason -> ACCEPT.log(Level.INFO, "refused sender {0}", reason));
    }

    @Produces
    @Singleton
    AcceptStep acceptStep(NameServers names) {
        ReverseNames reverseNames = new ReverseNames(names, REVERSE_NAME_PATIENCE);
        return new AcceptStep(
                active::get,
                peer -> reverseNames.of(peer.address()),
                reason -> ACCEPT.log(Level.INFO, "step {0}", reason));
    }

    @Produces
    @Singleton
    CurrentListeners currentListeners() {
        return new CurrentListeners();
    }

    @Produces
    @Singleton
    Watermark watermark() {
        return new Watermark();
    }

    @Produces
    @Singleton
    MessageIds reportIds(Settings settings, Clock clock) {
        return new MessageIds(clock, settings.reportIdNode());
    }

    @Produces
    @Singleton
    NameServers nameServers(Settings settings) {
        return NameServers.of(settings.dns(), DNS_PATIENCE);
    }

    void close(@Disposes NameServers names) {
        names.close();
    }

    @Produces
    @Singleton
    LocalAgent localAgent(Settings settings, Clock clock) throws IOException {
        ServerUser server = ServerUser.ofProcess();
        SwitchUser switching = settings.usersSwitch().isEmpty()
                ? new ServerOnly(server)
                : new BySwitch(settings.usersSwitch(), server);
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
    Agents agents(Settings settings, LocalAgent local, NameServers names, Clock clock, RandomGenerator random)
            throws NoSuchAlgorithmException {
        MxHosts hosts = new MxHosts(names, settings.hostname(), SMTP_PORT, random);
        return new Agents(
                local,
                new RelayAgent(
                        hosts,
                        settings.hostname(),
                        SSLContext.getDefault(),
                        Dialer.TCP,
                        clock,
                        RelayTimeouts.STANDARD,
                        watchdog));
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
        return new SettlementGroup(queue);
    }

    @Produces
    @Singleton
    Dispatcher dispatcher(MailQueue queue, Settings settings, Clock clock) {
        Instant start = clock.instant();
        return new Dispatcher(
                queue,
                active::get,
                sender::deliver,
                clock,
                leaseOwner(settings) + start.toEpochMilli(),
                // microseconds: later processes of this node begin above, and no node hands out a million leases a
                // second
                start.toEpochMilli() * 1000,
                OPEN_ORDERS);
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
                deliverEnvelope::deliver,
                settlements,
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
