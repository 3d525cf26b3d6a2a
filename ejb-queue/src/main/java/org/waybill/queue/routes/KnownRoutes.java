package org.waybill.queue.routes;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.waybill.queue.console.RoutesConsole;
import org.waybill.queue.core.dispatch.LaneView;
import org.waybill.queue.core.dispatch.Lanes;
import org.waybill.queue.core.dispatch.Suspension;
import org.waybill.queue.core.dispatch.Suspension.Kind;
import org.waybill.queue.core.dispatch.SuspensionKey;
import org.waybill.queue.core.envelope.MailQueue;
import org.waybill.queue.core.relay.Health;

/** Routes as administrators reach them: orders are checked before they are written, and logged. */
public final class KnownRoutes implements RoutesConsole {

    private static final int MOST = 1000;
    private static final int MOST_SUSPENSIONS = 1000;
    private static final int LONGEST_VALUE = 512;
    private static final int LONGEST_REASON = 500;
    private static final Duration LONGEST = Duration.ofDays(3650);

    private final MailQueue queue;
    private final Lanes lanes;
    private final Health health;
    private final SuspendedMail suspended;
    private final Runnable look;
    private final InstantSource clock;
    private final Consumer<String> log;

    /**
     * @param look makes the scheduler look at the queue
     * @param log hears of every order
     */
    public KnownRoutes(
            MailQueue queue,
            Lanes lanes,
            Health health,
            SuspendedMail suspended,
            Runnable look,
            InstantSource clock,
            Consumer<String> log) {
        this.queue = queue;
        this.lanes = lanes;
        this.health = health;
        this.suspended = suspended;
        this.look = look;
        this.clock = clock;
        this.log = log;
    }

    @Override
    public List<RouteView> routes() {
        Instant now = clock.instant();
        return lanes.list(now).stream().limit(MOST).map(lane -> view(lane, now)).toList();
    }

    private RouteView view(LaneView lane, Instant now) {
        long away = lane.leftOut() ? queue.countDue(lane.key(), now) : lane.parked();
        String closed = now.isBefore(lane.until()) ? "resting" : "probing";
        return new RouteView(
                lane.key().text(),
                lane.key().action().value(),
                lane.running(),
                lane.limit(),
                lane.waiting(),
                away,
                lane.closed() ? closed : "open",
                lane.closed() ? lane.until() : Instant.EPOCH,
                lane.reason());
    }

    @Override
    public List<HostView> hosts() {
        return health.list().stream()
                .limit(MOST)
                .map(host -> new HostView(host.key(), host.failures(), host.until(), host.probing(), host.reason()))
                .toList();
    }

    @Override
    public boolean resetHost(String host, String author) {
        boolean known = health.reset(host);
        if (known) {
            // nobody knows which routes lead to this host; those that lead elsewhere are closed again by their first
            // order
            lanes.openAll();
            look.run();
            log.accept("reset by=" + author + " host=" + line(host));
        }
        return known;
    }

    @Override
    public List<SuspensionView> suspensions() {
        return suspended.inForce().stream().map(KnownRoutes::view).toList();
    }

    private static SuspensionView view(Suspension suspension) {
        return new SuspensionView(
                suspension.id(),
                suspension.kind().name().toLowerCase(Locale.ROOT),
                suspension.value(),
                suspension.reason(),
                suspension.author(),
                suspension.start(),
                suspension.end());
    }

    @Override
    public SuspensionView suspend(String kind, String value, String reason, Duration length, String author) {
        Kind found = kind(kind);
        require(!value.isBlank() && value.length() <= LONGEST_VALUE, "a suspension says what is suspended");
        require(!value.matches(".*\\p{Cntrl}.*"), "a suspension's value is one line");
        require(value.equals(value.strip()), "a suspension's value has no space around it");
        SuspensionKey.of(found, value);
        require(reason.length() <= LONGEST_REASON, "a reason has at most " + LONGEST_REASON + " characters");
        require(
                !length.isNegative() && length.compareTo(LONGEST) <= 0,
                "a suspension lasts at most " + LONGEST.toDays() + " days, or until it is resumed");
        require(
                suspended.inForce().size() < MOST_SUSPENSIONS,
                "there are " + MOST_SUSPENSIONS + " suspensions already");
        Instant now = clock.instant();
        Instant end = length.isZero() ? Suspension.OPEN : now.plus(length);
        Suspension added = suspended.add(new Suspension(0, found, value, line(reason), author, now, end));
        log.accept("suspend by=" + author + " id=" + added.id() + " " + kind + "=" + value + " until="
                + (length.isZero() ? "resumed" : end) + " reason=" + line(reason));
        return view(added);
    }

    private static Kind kind(String text) {
        for (Kind kind : Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(text)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("kind must be action, route, domain or sender");
    }

    @Override
    public int resume(long id, String author) {
        Optional<Suspension> ended = suspended.end(id);
        ended.ifPresent(suspension -> look.run());
        Optional<Integer> due = ended.map(suspended::wake);
        due.ifPresent(count -> {
            log.accept("resume by=" + author + " id=" + id + " envelopes=" + count);
            look.run();
        });
        return due.orElse(-1);
    }

    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
