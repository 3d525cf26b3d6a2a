package org.waybill.smtp.netty;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.waybill.smtp.MessageIds;
import org.waybill.smtp.listener.ListenerPlan;
import org.waybill.smtp.listener.ListenerReport;
import org.waybill.smtp.listener.ListenerSpec;
import org.waybill.smtp.listener.TlsMode;
import org.waybill.smtp.listener.TlsPolicy;
import org.waybill.smtp.session.SessionServices;
import org.waybill.smtp.session.sasl.FakeSecrets;
import org.waybill.smtp.session.sasl.ScramNonces;
import org.waybill.smtp.session.sasl.SignInThrottle;

/**
 * Listens where a plan says, and gives every session to one {@link MailHandler}. For use by one thread at a time, which
 * is not an event loop: opening and closing sockets is waited for.
 */
public final class SmtpServer implements AutoCloseable {

    private final Threads threads;
    private final MailHandler handler;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final ScramNonces nonces = new ScramNonces(random);
    private final FakeSecrets fakes = new FakeSecrets(random);
    private final SignInThrottle throttle;
    private final ServerLoad load = new ServerLoad();
    private final ChannelGroup sessions = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
    private final Map<Place, OpenListener> listeners = new LinkedHashMap<>();
    private Optional<Applied> applied = Optional.empty();

    /**
     * The threads that a server runs on. They stay the caller's: the resource adapter has them of its container.
     *
     * @param acceptors take connections
     * @param workers serve them
     * @param handshakes computes for TLS handshakes, on other threads than these
     * @param disk writes large bodies, on other threads than these
     */
    public record Threads(EventLoopGroup acceptors, EventLoopGroup workers, Executor handshakes, Executor disk) {}

    public SmtpServer(Threads threads, MailHandler handler, Clock clock) {
        this.threads = threads;
        this.handler = handler;
        this.clock = clock;
        this.throttle = new SignInThrottle(System::nanoTime);
    }

    /**
     * A socket as plans name it.
     *
     * @param ordinal tells listeners apart that all ask for a free port
     */
    private record Place(InetSocketAddress address, int ordinal) {}

    /** The last plan with what came of it. */
    private record Applied(
            ListenerPlan plan, Map<Place, ListenerReport.Entry> entries, SpoolSpace spool, MessageIds ids) {}

    /**
     * Follows the plan: opens what is new, closes what is gone (their sessions run to their end), changes what changed
     * (same address and port: the socket and the sessions stay, new sessions follow the new spec).
     *
     * <p>Applying the same plan again, or one that differs in {@link ListenerPlan#accepting} only, is cheap: it retries the
     * listeners that failed, and reads certificates whose files have changed.
     *
     * @return what became of it. A listener whose new spec or certificate cannot be followed is reported as failed and
     *     goes on with its earlier one.
     */
    public synchronized ListenerReport apply(ListenerPlan plan) {
        load.follow(plan);
        SpoolSpace spool = spool(plan);
        MessageIds ids = ids(plan);
        Map<Place, ListenerSpec> places = places(plan);
        Map<Place, ListenerReport.Entry> entries = standing(plan);
        entries.replaceAll(this::withFreshCertificates);
        closeAllBut(places);
        places.forEach((place, spec) -> entries.computeIfAbsent(place, p -> follow(p, spec, plan, spool, ids)));
        applied = Optional.of(new Applied(plan, entries, spool, ids));
        return new ListenerReport(
                plan.revision(), places.keySet().stream().map(entries::get).toList());
    }

    private SpoolSpace spool(ListenerPlan plan) {
        return applied.map(Applied::spool)
                .filter(spool -> spool.isFor(plan.spool(), plan.minimumFree()))
                .orElseGet(() -> {
                    SpoolSpace spool = new SpoolSpace(plan.spool(), plan.minimumFree(), threads.disk(), clock);
                    spool.clear();
                    return spool;
                });
    }

    /** The same source of ids for as long as the node keeps its number: that is what makes them grow. */
    private MessageIds ids(ListenerPlan plan) {
        return applied.filter(before -> before.plan().node() == plan.node())
                .map(Applied::ids)
                .orElseGet(() -> new MessageIds(clock, plan.node()));
    }

    /** What needs no work because the same plan has done it before. */
    private Map<Place, ListenerReport.Entry> standing(ListenerPlan plan) {
        Map<Place, ListenerReport.Entry> standing = new HashMap<>();
        applied.filter(before -> before.plan().withAccepting(plan.accepting()).equals(plan))
                .ifPresent(before -> standing.putAll(before.entries()));
        standing.values().removeIf(entry -> !entry.open());
        return standing;
    }

    private static Map<Place, ListenerSpec> places(ListenerPlan plan) {
        Map<Place, ListenerSpec> places = new LinkedHashMap<>();
        Map<InetSocketAddress, Integer> counts = new HashMap<>();
        for (ListenerSpec spec : plan.listeners()) {
            int ordinal = counts.merge(spec.address(), 1, Integer::sum);
            places.put(new Place(spec.address(), ordinal), spec);
        }
        return places;
    }

    /** Before anything opens: a new listener may want an address that an old one covers. */
    private void closeAllBut(Map<Place, ListenerSpec> wanted) {
        listeners.entrySet().removeIf(open -> {
            boolean gone = !wanted.containsKey(open.getKey());
            if (gone) {
                open.getValue().close();
            }
            return gone;
        });
    }

    private ListenerReport.Entry follow(
            Place place, ListenerSpec spec, ListenerPlan plan, SpoolSpace spool, MessageIds ids) {
        OpenListener open = listeners.get(place);
        try {
            Optional<TlsContexts> tls = tls(Optional.ofNullable(open), spec.tls());
            SessionSetup setup =
                    new SessionSetup(spec, plan.limits(), tls, spool, services(spool, ids), handler, load, clock);
            if (open == null) {
                open = OpenListener.bind(threads, setup, load, sessions);
                listeners.put(place, open);
            } else {
                open.follow(setup);
            }
            return withFreshCertificates(place, new ListenerReport.Entry(spec, open.bound(), ""));
        } catch (IOException e) {
            return open == null
                    ? new ListenerReport.Entry(spec, spec.address(), reason(e))
                    : new ListenerReport.Entry(spec, open.bound(), "keeps its earlier settings: " + reason(e));
        }
    }

    private SessionServices services(SpoolSpace spool, MessageIds ids) {
        return new SessionServices(ids::next, () -> !load.accepting() || spool.full(), nonces, fakes, throttle);
    }

    /** A listener whose policy has not changed keeps its certificates, which may be better than what its files hold now. */
    private Optional<TlsContexts> tls(Optional<OpenListener> open, TlsPolicy policy) throws IOException {
        Optional<TlsContexts> kept =
                open.flatMap(listener -> listener.setup().tls()).filter(contexts -> contexts.isFor(policy));
        return policy.mode() == TlsMode.NONE || kept.isPresent()
                ? kept
                : Optional.of(TlsContexts.load(policy, threads.handshakes()));
    }

    private ListenerReport.Entry withFreshCertificates(Place place, ListenerReport.Entry entry) {
        OpenListener listener = Objects.requireNonNull(listeners.get(place));
        try {
            if (listener.setup().tls().isPresent()) {
                listener.setup().tls().get().refresh();
            }
            return entry;
        } catch (IOException e) {
            return new ListenerReport.Entry(entry.spec(), entry.bound(), "keeps its earlier certificate: " + reason(e));
        }
    }

    private static String reason(IOException e) {
        return String.valueOf(e.getMessage());
    }

    /**
     * Stops accepting, tells idle sessions 421 4.3.2 at once and others when their mail is done, and closes what is left
     * when the time is over. A later plan opens listeners again.
     */
    public synchronized void drain(Duration grace) {
        stopListening();
        for (Channel session : sessions) {
            session.pipeline().fireUserEventTriggered(SmtpPipeline.Signal.DRAIN);
        }
        try {
            sessions.newCloseFuture().await(grace.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // whoever hurries us gets a quick end
        }
        sessions.close().awaitUninterruptibly();
    }

    /** Closes all at once; mails that are being committed still are. */
    @Override
    public synchronized void close() {
        stopListening();
        sessions.close().awaitUninterruptibly();
    }

    private void stopListening() {
        listeners.values().forEach(OpenListener::close);
        listeners.clear();
        applied.ifPresent(before -> before.entries().clear());
    }
}
