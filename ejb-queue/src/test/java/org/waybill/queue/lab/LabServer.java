package org.waybill.queue.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.agent.ReverseNames;
import org.waybill.queue.auth.LimitedHashes;
import org.waybill.queue.auth.StoredHashes;
import org.waybill.queue.core.AcceptMail;
import org.waybill.queue.core.AcceptRecipient;
import org.waybill.queue.core.AcceptSender;
import org.waybill.queue.core.AcceptStep;
import org.waybill.queue.core.Authenticate;
import org.waybill.queue.core.BouncesByRules;
import org.waybill.queue.core.CurrentListeners;
import org.waybill.queue.core.DeliverEnvelope;
import org.waybill.queue.core.KeptBody;
import org.waybill.queue.core.Masquerade;
import org.waybill.queue.core.SubmitMail;
import org.waybill.queue.core.auth.IdentityStores;
import org.waybill.queue.core.config.Configuration;
import org.waybill.queue.core.config.Problem;
import org.waybill.queue.core.config.compile.Compilation;
import org.waybill.queue.core.config.compile.ConfigurationCompiler;
import org.waybill.queue.core.config.compile.Environment;
import org.waybill.queue.core.config.compile.ListenAddresses;
import org.waybill.queue.core.deliver.Carrier;
import org.waybill.queue.core.deliver.DeliveryLog;
import org.waybill.queue.core.dispatch.Capacity;
import org.waybill.queue.core.dispatch.DispatchMessage;
import org.waybill.queue.core.dispatch.Dispatcher;
import org.waybill.queue.core.dispatch.Gathering;
import org.waybill.queue.core.dispatch.Lanes;
import org.waybill.queue.core.dispatch.SettlementGroup;
import org.waybill.queue.core.dispatch.Suspensions;
import org.waybill.queue.core.dispatch.Workers;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeState;
import org.waybill.queue.core.envelope.InMemoryMailQueue;
import org.waybill.queue.core.envelope.InMemoryMessageStore;
import org.waybill.queue.core.envelope.StoredMessage;
import org.waybill.queue.core.rules.LocalDomains;
import org.waybill.queue.core.settle.Bounces;
import org.waybill.queue.core.settle.Settlements;
import org.waybill.queue.core.submit.HeaderCompletion;
import org.waybill.queue.host.HomeFiles;
import org.waybill.queue.host.IncludedFiles;
import org.waybill.queue.local.LocalIntake;
import org.waybill.queue.sendmail.Places;
import org.waybill.smtp.MessageIds;
import org.waybill.smtp.Network;
import org.waybill.smtp.Peer;
import org.waybill.smtp.listener.ListenerPlan;
import org.waybill.smtp.listener.ListenerReport;
import org.waybill.smtp.listener.ListenerSpec;
import org.waybill.smtp.listener.TrustedSources;
import org.waybill.smtp.netty.SmtpServer;

/**
 * The core as the application server assembles it, with the real SMTP server before it and the real agents behind it; only
 * queue and bodies lie in memory. Listeners of the text stand for sockets of the loopback interface, whose clients say by
 * PROXY who they are. Mail is delivered when {@link #deliver} is called, by the caller's thread.
 */
final class LabServer implements AutoCloseable, DeliveryLog {

    static final String HOSTNAME = "mx.seed.test";

    private static final Duration DNS_PATIENCE = Duration.ofSeconds(30);

    private static final Set<String> OWN_ADDRESSES = Set.of("127.0.0.1", "10.9.0.1", "10.9.0.5");

    private final LabFiles files;
    private final LabClock clock;
    private final InMemoryMailQueue queue = new InMemoryMailQueue();
    private final InMemoryMessageStore store = new InMemoryMessageStore();
    private final Deque<DispatchMessage.Work> orders = new ArrayDeque<>();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<String> broken = new CopyOnWriteArrayList<>();
    private final Map<String, String> kinds = new HashMap<>();
    private final Map<String, InetSocketAddress> sockets = new LinkedHashMap<>();
    private final CurrentListeners listeners = new CurrentListeners();
    private final ConfigurationCompiler compiler;
    private final SmtpServer server;
    private final LabSocket socket;
    private final Dispatcher dispatcher;
    private final Workers workers;
    private volatile @Nullable Configuration current;
    private long revision;

    LabServer(LabNetwork network, LabFiles files, LabClock clock) throws GeneralSecurityException {
        this.files = files;
        this.clock = clock;
        this.compiler = new ConfigurationCompiler(environment());
        AcceptRecipient acceptRecipient = new AcceptRecipient(this::active, HOSTNAME, new HomeFiles(), clock, log::add);
        ReverseNames reverseNames = new ReverseNames(network.names(), DNS_PATIENCE);
        HeaderCompletion completion = new HeaderCompletion(
                peer -> active().hostname(peer, HOSTNAME), address -> OWN_ADDRESSES.contains(address.getHostAddress()));
        AcceptStep acceptStep = new AcceptStep(this::active, peer -> reverseNames.of(peer.address()), log::add);
        AcceptMail acceptMail =
                new AcceptMail(store, queue, new KeptBody(List.of(completion, new Masquerade(this::active))));
        LabHandler handler = new LabHandler(
                acceptStep,
                new Authenticate(
                        this::active, LimitedHashes.forThisMachine(new StoredHashes()), LabServer::password, log::add),
                new AcceptSender(this::active, log::add),
                acceptRecipient,
                acceptMail,
                network.threads(),
                log::add);
        this.server = new SmtpServer(
                new SmtpServer.Threads(network.loops(), network.loops(), network.threads(), network.threads()),
                handler,
                clock);
        MessageIds ids = new MessageIds(clock, 2);
        SubmitMail submitMail = new SubmitMail(
                this::active,
                HOSTNAME,
                ids::next,
                () -> true,
                new SubmitMail.Verbs(acceptStep::accept, acceptRecipient::accept, acceptMail),
                clock);
        this.socket = new LabSocket(
                new Places(files.data()),
                new LocalIntake(() -> active().maxMessageSize(), submitMail::submit),
                network,
                log::add);
        Bounces bounces =
                new Bounces(HOSTNAME, ids::next, store, new BouncesByRules(acceptRecipient::accept, Peer.local("")));
        DeliverEnvelope deliverEnvelope = new DeliverEnvelope(
                this::active,
                new Carrier(store, new LabAgents(files, clock, this::active).over(network), this),
                new Settlements(bounces, LabServer::middle, this),
                clock,
                LabServer::middle);
        SettlementGroup settlementGroup = new SettlementGroup(queue, Duration.ZERO);
        this.dispatcher = new Dispatcher(
                queue,
                this::active,
                new Lanes(() -> new Capacity(active().inflight(), active().inflight(), active().mtaLimits())),
                new Suspensions(),
                orders::addAll,
                clock,
                "lab",
                1);
        this.workers = new Workers(
                dispatcher,
                queue,
                deliverEnvelope,
                new Gathering(Duration.ZERO, dispatcher::hasOthers),
                settlementGroup,
                dispatcher::dispatch,
                () -> {},
                new LabJournal(log::add));
    }

    private Environment environment() {
        return new Environment(
                HOSTNAME,
                files.data(),
                new IncludedFiles(files.data()),
                new LabTables(log::add),
                address -> OWN_ADDRESSES.contains(address.getHostAddress()),
                LocalDomains.of(
                        HOSTNAME, OWN_ADDRESSES.stream().map(LabServer::address).toList()),
                new LabUsers(files),
                name -> new ListenAddresses.Answer.Addresses(List.of(address(name))),
                Files::isReadable);
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Where the reference would ask the system: the passwords of the cases. */
    private static IdentityStores.Answer password(String user, String password) {
        return (user.equals("alice") || user.equals("bob")) && password.equals("secret-" + user)
                ? new IdentityStores.Answer.Valid(user)
                : new IdentityStores.Answer.Invalid();
    }

    /** Of the jitter. */
    private static double middle() {
        return 0.5;
    }

    private Configuration active() {
        return Objects.requireNonNull(current);
    }

    /** The problems of a text; empty if it is good. */
    List<String> check(String text) {
        return compile(text) instanceof Compilation.Invalid invalid
                ? invalid.problems().stream().map(Problem::toString).toList()
                : List.of();
    }

    private Compilation compile(String text) {
        return compiler.compile(revision + 1, files.real(text));
    }

    /**
     * Puts a text in force.
     *
     * @return what is in the way; empty if it is in force
     */
    List<String> start(String text) throws IOException {
        if (!(compile(text) instanceof Compilation.Compiled compiled)) {
            return check(text);
        }
        Configuration configuration = compiled.configuration();
        revision = configuration.revision();
        current = configuration;
        configuration
                .actions()
                .forEach((name, action) ->
                        kinds.put(name.toString(), action.delivery().kind().equals("relay") ? "mta" : "mda"));
        queue.releaseUnknown(configuration.actions().keySet(), clock.instant());
        List<String> troubles = listen(configuration);
        socket.open();
        return troubles;
    }

    /** Until it starts again, sendmail finds nobody. */
    void rest() throws IOException {
        socket.close();
    }

    private List<String> listen(Configuration configuration) {
        CurrentListeners.Answer now = listeners.now(configuration.listeners());
        List<String> troubles = new ArrayList<>(now.troubles());
        ListenerReport report = server.apply(new ListenerPlan(
                revision,
                now.specs().stream().map(LabServer::onLoopback).toList(),
                configuration.sessionLimits(),
                files.incoming(),
                0,
                1,
                true));
        sockets.clear();
        for (int i = 0; i < now.specs().size(); i++) {
            ListenerReport.Entry entry = report.listeners().get(i);
            InetSocketAddress planned = now.specs().get(i).address();
            sockets.put(planned.getAddress().getHostAddress() + ":" + planned.getPort(), entry.bound());
            if (!entry.open()) {
                troubles.add(entry.failure());
            }
        }
        return troubles;
    }

    private static ListenerSpec onLoopback(ListenerSpec spec) {
        List<Network> clients = List.of(Network.parse("127.0.0.0/8"));
        return spec.withAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .withTrusted(new TrustedSources(clients, spec.trusted().xclient()));
    }

    /** The socket that stands for an address of the text; empty if nothing listens there. */
    Optional<InetSocketAddress> socket(String ip, int port) {
        return Optional.ofNullable(sockets.get(ip + ":" + port));
    }

    /** Delivers all that is due by now. */
    void deliver() {
        dispatcher.dispatch();
        while (!orders.isEmpty()) {
            workers.on(orders.remove());
            dispatcher.dispatch();
        }
    }

    /** Makes all due that waits. */
    void scheduleAll() {
        queue.schedule(clock.instant());
    }

    List<Envelope> envelopes() {
        return queue.envelopes();
    }

    /** {@code mda} or {@code mta}, also of actions that are gone. */
    String kind(Envelope envelope) {
        return kinds.getOrDefault(envelope.action().toString(), "mda");
    }

    /** One line for each envelope, in the form of the reference's {@code show queue}. */
    List<String> queueLines() {
        Instant now = clock.instant();
        return envelopes().stream()
                .map(envelope -> String.join(
                        "|",
                        envelope.id().toString(),
                        "inet4",
                        kind(envelope),
                        "",
                        envelope.sender().toString(),
                        envelope.recipient().toString(),
                        envelope.destination().toString(),
                        String.valueOf(envelope.created().getEpochSecond()),
                        "0",
                        "0",
                        String.valueOf(envelope.attempts()),
                        envelope.state() == EnvelopeState.QUEUED ? "pending" : "held",
                        String.valueOf(Math.max(0, envelope.due().getEpochSecond() - now.getEpochSecond())),
                        envelope.lastResult().isEmpty() ? envelope.holdReason() : envelope.lastResult()))
                .map(files::told)
                .toList();
    }

    /** What no case may lead to: attempts that a defect ended. */
    List<String> broken() {
        return List.copyOf(broken);
    }

    /** The reasons for what was refused, and the results of all attempts. */
    List<String> log() {
        return log.stream().map(files::told).toList();
    }

    @Override
    public void attemptBroke(StoredMessage message, String target, Exception cause) {
        broken.add(target + ": " + cause);
    }

    @Override
    public void bouncePostponed(StoredMessage message, String reason) {
        log.add(reason);
    }

    @Override
    public void reportLost(StoredMessage message, String reason) {
        log.add(reason);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        server.close();
    }
}
