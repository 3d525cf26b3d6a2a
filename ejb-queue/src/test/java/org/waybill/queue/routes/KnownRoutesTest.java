package org.waybill.queue.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.console.RoutesConsole;
import org.waybill.queue.console.RoutesConsole.HostView;
import org.waybill.queue.console.RoutesConsole.RouteView;
import org.waybill.queue.console.RoutesConsole.SuspensionView;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.action.ActionBook;
import org.waybill.queue.core.action.ActionDefinition;
import org.waybill.queue.core.action.RetrySchedule;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.dispatch.Capacity;
import org.waybill.queue.core.dispatch.DeliveryOrder;
import org.waybill.queue.core.dispatch.Dispatcher;
import org.waybill.queue.core.dispatch.Lanes;
import org.waybill.queue.core.dispatch.Suspensions;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.envelope.LaneKey;
import org.waybill.queue.core.envelope.Mails;
import org.waybill.queue.core.envelope.QueuedMail;
import org.waybill.queue.core.expand.ExpansionPolicy;
import org.waybill.queue.core.relay.Health;
import org.waybill.queue.core.relay.MtaLimits;
import org.waybill.queue.jpa.JpaMailQueue;
import org.waybill.queue.jpa.QueueDatabase;
import org.waybill.queue.jpa.QueueOrders;
import org.waybill.queue.jpa.SuspensionRows;

/** Suspending, resuming and looking at routes, over the real database and the real scheduler. */
class KnownRoutesTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private static QueueDatabase database;

    private final List<String> log = new ArrayList<>();
    private final List<DeliveryOrder> given = new ArrayList<>();
    private final Suspensions memory = new Suspensions();
    private final Lanes lanes = new Lanes(() -> new Capacity(100, 64, MtaLimits.STANDARD));
    private Instant now = Mails.NOW;
    private final Health health = new Health(() -> now);
    private JpaMailQueue queue;
    private SuspendedMail suspended;
    private Dispatcher dispatcher;
    private RoutesConsole routes;

    @BeforeAll
    static void open(@TempDir Path home) {
        database = new QueueDatabase(home);
    }

    @AfterAll
    static void close() throws SQLException {
        database.close();
    }

    @BeforeEach
    void begin() throws SQLException {
        database.clear();
        queue = new JpaMailQueue(database, database);
        suspended = new SuspendedMail(
                new SuspensionRows(database, database), memory, new QueueOrders(database, database), () -> now);
        dispatcher = new Dispatcher(
                queue,
                Relays::new,
                lanes,
                memory,
                messages -> messages.forEach(message -> given.addAll(message.orders())),
                () -> now,
                "node-0-1",
                1);
        routes = new KnownRoutes(queue, lanes, health, suspended, dispatcher::dispatch, () -> now, log::add);
    }

    private void store(QueuedMail... mails) {
        database.inNew(() -> {
            queue.store(List.of(mails));
            return 0;
        });
    }

    private long given() {
        return given.size();
    }

    @ParameterizedTest
    @CsvSource({
        "action, local",
        "route,  local final.example",
        "domain, FINAL.example",
        "sender, sender.1@example.org",
        "sender, @example.org"
    })
    void whatIsSuspendedStaysUntilItIsResumed(String kind, String value) {
        store(Mails.mail(1, 2));
        SuspensionView suspension = routes.suspend(kind, value, "tests", Duration.ZERO, "anna");
        dispatcher.dispatch();
        assertEquals(0, given());
        assertTrue(queue.nextDue().isAfter(now.plusSeconds(599)));

        assertEquals(2, routes.resume(suspension.id(), "bert"));
        assertEquals(1, given(), "the order of both");
        assertEquals(List.of(), routes.suspensions());
        assertEquals(2, log.size(), log.toString());
        assertTrue(log.get(0).startsWith("suspend by=anna"), log.get(0));
        assertTrue(log.get(1).startsWith("resume by=bert"), log.get(1));
    }

    @ParameterizedTest
    @CsvSource({
        "domain, bücher.example",
        "domain, BÜCHER.example",
        "domain, xn--bcher-kva.example",
        "sender, @bücher.example",
        "sender, @xn--bcher-kva.example",
        "sender, joe@bücher.example",
        "sender, Joe@xn--bcher-kva.example"
    })
    void internationalisedDomainsAreSuspendedHoweverTheyAreWritten(String kind, String value) {
        store(
                Mails.to("xn--bcher-kva.example", Mails.mailTo(1, "joe@bücher.example", "a@example.net")),
                Mails.to("bücher.example", Mails.mailTo(2, "joe@xn--bcher-kva.example", "a@example.net")),
                Mails.mail(3, 1));
        SuspensionView suspension = routes.suspend(kind, value, "tests", Duration.ZERO, "anna");
        dispatcher.dispatch();
        assertEquals(List.of(Mails.id(3, 1)), given.get(0).envelopes());
        assertEquals(1, given());
        assertEquals(value, suspension.value());
    }

    /** What is parked is found by either form of its sender. */
    @ParameterizedTest
    @CsvSource({
        "domain, bücher.example",
        "domain, xn--bcher-kva.example",
        "sender, @bücher.example",
        "sender, @xn--bcher-kva.example",
        "sender, joe@bücher.example",
        "sender, joe@XN--bcher-kva.example"
    })
    void internationalisedDomainsAreResumed(String kind, String value) {
        store(
                Mails.to("bücher.example", Mails.mailTo(1, "joe@bücher.example", "a@example.net")),
                Mails.to("bücher.example", Mails.mailTo(2, "joe@xn--bcher-kva.example", "a@example.net")));
        SuspensionView suspension = routes.suspend(kind, value, "tests", Duration.ZERO, "anna");
        dispatcher.dispatch();
        assertEquals(2, routes.resume(suspension.id(), "bert"));
        assertEquals(2, given());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            domain | joe@example.org | "joe@example.org" is no domain such as example.org
            domain | example.org.    | "example.org." is no domain such as example.org
            sender | @               | "" is no domain such as example.org
            sender | joe             | "joe" is no sender: an address such as joe@example.org, @example.org or <>
            sender | <joe@a.test>    | "<joe@a.test>" is no sender: an address such as joe@example.org, @example.org or <>
            """)
    void saysWhatIsNoDomainAndNoSender(String kind, String value, String message) {
        var refused = assertThrows(
                IllegalArgumentException.class, () -> routes.suspend(kind, value, "", Duration.ZERO, "anna"));
        assertEquals(message, refused.getMessage());
    }

    @Test
    void otherMailIsNotTouched() {
        store(Mails.mail(1, 1), Mails.mailTo(2, "", "bob@example.net"));
        routes.suspend("sender", "<>", "", HOUR, "anna");
        dispatcher.dispatch();
        assertEquals(List.of(Mails.id(1, 1)), given.get(0).envelopes());
        assertEquals(1, given());
    }

    @Test
    void aSuspensionEndsByItself() {
        store(Mails.mail(1, 1));
        routes.suspend("action", "local", "until noon", HOUR, "anna");
        assertEquals(now.plus(HOUR), routes.suspensions().get(0).end());
        dispatcher.dispatch();
        now = now.plus(HOUR).plusSeconds(1);
        suspended.refresh();
        assertEquals(List.of(), memory.all());
        dispatcher.dispatch();
        assertEquals(1, given());
    }

    @Test
    void anotherNodeLearnsOfItByLooking() {
        new SuspensionRows(database, database)
                .add(new org.waybill.queue.core.dispatch.Suspension(
                        0,
                        org.waybill.queue.core.dispatch.Suspension.Kind.ACTION,
                        "local",
                        "",
                        "other",
                        now,
                        org.waybill.queue.core.dispatch.Suspension.OPEN));
        assertEquals(List.of(), memory.all());
        suspended.refresh();
        assertEquals(1, memory.all().size());
        assertEquals(RoutesConsole.OPEN, routes.suspensions().get(0).end());
    }

    @ParameterizedTest
    @CsvSource({"rule, x, PT1H", "action, '', PT1H", "action, ' x', PT1H", "action, x, PT-1S", "action, x, P4000D"})
    void refusesWhatIsNone(String kind, String value, Duration length) {
        assertThrows(IllegalArgumentException.class, () -> routes.suspend(kind, value, "", length, "anna"));
        assertEquals(List.of(), routes.suspensions());
    }

    @Test
    void nobodyResumesWhatIsNotSuspended() {
        assertEquals(-1, routes.resume(7, "anna"));
        assertEquals(List.of(), log);
    }

    @Test
    void showsRoutesAndHosts() {
        store(Mails.mail(1, 1));
        dispatcher.dispatch();
        assertEquals(
                List.of(new RouteView("local final.example", "local", 1, 4, 0, 0, "open", Instant.EPOCH, "")),
                routes.routes());
        health.failed("mx.final.example:25", "451 4.4.1 No");
        dispatcher.attempted(given.get(0), List.of(new Outcome.Postponed("", "451 4.4.1 No", now.plusSeconds(15))));
        assertEquals(
                List.of(new RouteView(
                        "local final.example", "local", 0, 0, 0, 0, "resting", now.plusSeconds(15), "451 4.4.1 No")),
                routes.routes());
        assertEquals(
                List.of(new HostView("mx.final.example:25", 1, now.plusSeconds(15), false, "451 4.4.1 No")),
                routes.hosts());
    }

    @Test
    void countsWhatIsLeftInTheDatabase() {
        store(LongStream.rangeClosed(1, 300).mapToObj(id -> Mails.mail(id, 1)).toArray(QueuedMail[]::new));
        dispatcher.dispatch();
        assertEquals(
                List.of(new RouteView("local final.example", "local", 4, 4, 96, 200, "open", Instant.EPOCH, "")),
                routes.routes());
    }

    @Test
    void whatWasLeftOutWhileSuspendedLeavesWhenItIsResumed() {
        SuspensionView suspension = routes.suspend("action", "local", "tests", Duration.ZERO, "anna");
        store(LongStream.rangeClosed(1, 300).mapToObj(id -> Mails.mail(id, 1)).toArray(QueuedMail[]::new));
        dispatcher.dispatch();
        assertEquals(0, given());
        assertEquals(44, queue.countDue(new LaneKey(new ActionName("local"), ""), now), "the others were parked");
        assertEquals(256, routes.resume(suspension.id(), "bert"), "the others are under way");
        assertEquals(4, given());
        assertEquals(100, routes.routes().get(0).waiting());
    }

    @Test
    void aHostThatIsResetIsTriedAtOnce() {
        store(Mails.mail(1, 1));
        dispatcher.dispatch();
        health.failed("mx.final.example:25", "451 4.4.1 No");
        dispatcher.attempted(given.get(0), List.of(new Outcome.Postponed("", "451 4.4.1 No", now.plusSeconds(15))));
        store(Mails.mail(2, 1));
        dispatcher.dispatch();
        assertEquals(1, given());
        assertTrue(routes.resetHost("mx.final.example:25", "anna"));
        assertEquals(2, given());
        assertFalse(routes.resetHost("mx.final.example:25", "anna"));
    }

    /** Every name relays. */
    private record Relays() implements ActionBook {
        @Override
        public long revision() {
            return 1;
        }

        @Override
        public Duration queueTtl() {
            return Duration.ofDays(4);
        }

        @Override
        public Optional<ActionDefinition> resolve(ActionName name) {
            return Optional.of(new ActionDefinition(
                    name,
                    new ExpansionPolicy.AsIs(),
                    Action.Relay.byExchangers(),
                    Duration.ofDays(4),
                    RetrySchedule.RELAY,
                    List.of(),
                    ""));
        }
    }
}
