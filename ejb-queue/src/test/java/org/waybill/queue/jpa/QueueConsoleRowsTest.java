package org.waybill.queue.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waybill.queue.core.envelope.Mails.NOW;
import static org.waybill.queue.core.envelope.Mails.attempt;
import static org.waybill.queue.core.envelope.Mails.due;
import static org.waybill.queue.core.envelope.Mails.envelopeIds;
import static org.waybill.queue.core.envelope.Mails.id;
import static org.waybill.queue.core.envelope.Mails.lease;
import static org.waybill.queue.core.envelope.Mails.mail;
import static org.waybill.queue.core.envelope.Mails.mailTo;
import static org.waybill.queue.core.envelope.Mails.with;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.console.QueueConsole.AttemptView;
import org.waybill.queue.console.QueueConsole.EnvelopeView;
import org.waybill.queue.console.QueueConsole.Filter;
import org.waybill.queue.console.QueueConsole.MessageView;
import org.waybill.queue.console.QueueConsole.Page;
import org.waybill.queue.console.QueueConsole.Selection;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.envelope.Attempt;
import org.waybill.queue.core.envelope.EnvelopeState;
import org.waybill.queue.core.envelope.Lease;
import org.waybill.queue.core.envelope.QueuedMail;
import org.waybill.queue.core.envelope.Settlement;
import org.waybill.queue.core.envelope.Settlement.Move;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.RcptParameters;

/** Queries and orders of the console, on the real database. */
class QueueConsoleRowsTest {

    private static QueueDatabase database;
    private JpaMailQueue queue;
    private QueueQueries queries;
    private QueueOrders orders;

    @BeforeAll
    static void open(@TempDir Path home) {
        database = new QueueDatabase(home);
    }

    @AfterAll
    static void close() throws SQLException {
        database.close();
    }

    @BeforeEach
    void clear() throws SQLException {
        database.clear();
        queue = new JpaMailQueue(database, database);
        queries = new QueueQueries(database, database);
        orders = new QueueOrders(database, database);
    }

    @Test
    void turnsPagesByTheLastId() {
        store(mail(1, 2), mail(2, 1), mail(3, 2));

        Page first = queries.search(Filter.all(), "", 3);
        Page second = queries.search(Filter.all(), first.next(), 3);

        assertEquals(List.of("1.1", "1.2", "2.1"), shortIds(first));
        assertEquals(List.of("3.1", "3.2"), shortIds(second));
        assertEquals("", second.next());
    }

    @Test
    void aPageThatIsExactlyFullMayBeTheLast() {
        store(mail(1, 2));

        assertEquals("", queries.search(Filter.all(), "", 2).next());
    }

    @Test
    void showsEverythingOfAnEnvelope() {
        store(with(mail(1, 1), List.of(new RcptParameters(Set.of(RcptParameters.Notify.NEVER), ""))));

        EnvelopeView view = queries.search(Filter.all(), "", 10).envelopes().get(0);

        assertEquals(
                new EnvelopeView(
                        "0000000000000001.1",
                        "0000000000000001",
                        "Sender.1@example.org",
                        "r1@example.net",
                        Map.of("NOTIFY", "NEVER"),
                        "r1@final.example",
                        "r1",
                        "local",
                        EnvelopeState.QUEUED,
                        "",
                        0,
                        NOW,
                        NOW,
                        ""),
                view);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                // id | sender | recipient | action | state | found
                "0000000000000a|  |  |  |  | 1.1 1.2",
                "0000000000000a01|  |  |  |  | 1.1 1.2",
                "0000000000000A01.2|  |  |  |  | 1.2",
                "0000000000000a01.|  |  |  |  | 1.1 1.2",
                "f|  |  |  |  | ",
                "nonsense|  |  |  |  | ",
                "|sender.2561|  |  |  | 1.1 1.2",
                "|<>|  |  |  | 2.1",
                "|%|  |  |  | 3.1",
                "|'|  |  |  | ",
                "|!|  |  |  | ",
                "|  |R2@|  |  | 1.2",
                "|  |a_b|  |  | 3.1",
                "|  |  |local|  | 1.1 1.2 2.1 3.1",
                "|  |  |loc|  | ",
                "|  |  |  |QUEUED| 1.1 1.2 2.1 3.1",
                "|  |  |  |HELD| ",
            })
    void filters(String id, String sender, String recipient, String action, String state, String found) {
        store(
                mail(0xa01, 2),
                mailTo(0xb02, "", "axb@example.com"),
                mailTo(0xb03, "50%@example.org", "a_b@example.com"));
        Filter filter = new Filter(text(id), text(sender), text(recipient), text(action), text(state));

        List<String> ids = queries.search(filter, "", 100).envelopes().stream()
                .map(view -> view.id().substring(15))
                .toList();

        assertEquals(text(found), String.join(" ", ids));
    }

    private static String text(String cell) {
        return cell == null ? "" : cell;
    }

    @Test
    void refusesAStateThatIsNone() {
        assertThrows(
                IllegalArgumentException.class, () -> queries.search(new Filter("", "", "", "", "SLEEPING"), "", 10));
    }

    @Test
    void showsAMessageWithItsAttempts() {
        store(with(mail(1, 2), MailParameters.NONE.withEnvelopeId("QQ1")));
        settle(1, 1, new Move.Remove(), Attempt.Result.DELIVERED);

        MessageView view = queries.message("0000000000000001").orElseThrow();

        assertEquals(901, view.size());
        assertEquals(Map.of("ENVID", "QQ1"), view.parameters());
        assertEquals("[192.0.2.1] helo=client.example.org", view.origin());
        assertEquals(
                List.of("0000000000000001.2"),
                view.envelopes().stream().map(EnvelopeView::id).toList());
        assertEquals(
                List.of(new AttemptView(
                        "0000000000000001.1",
                        "Sender.1@example.org",
                        "r1@example.net",
                        "local",
                        1,
                        attempt(1).startedAt(),
                        Duration.ofMillis(42),
                        7,
                        "relay smtp://mx.example.org:25",
                        "DELIVERED",
                        "451 4.4.1 später — 明日")),
                view.attempts());
    }

    @Test
    void knowsAMessageThatHasLeft() {
        store(mail(1, 1));
        settle(1, 1, new Move.Remove(), Attempt.Result.DELIVERED);

        MessageView view = queries.message("0000000000000001").orElseThrow();

        assertEquals(0, view.size());
        assertEquals("Sender.1@example.org", view.sender());
        assertEquals(1, view.attempts().size());
        assertEquals(Optional.empty(), queries.message("0000000000000002"));
    }

    @Test
    void listsTheLastErrorsNewestFirst() {
        store(mail(1, 1), mail(2, 1), mail(3, 1), mail(4, 1));
        settle(1, 1, new Move.RetryAt(NOW.plusSeconds(60)), Attempt.Result.DEFERRED);
        settle(2, 1, new Move.Remove(), Attempt.Result.DELIVERED);
        settle(3, 1, new Move.Remove(), Attempt.Result.FAILED);
        settle(4, 1, new Move.Hold("x", false), Attempt.Result.HELD);

        assertEquals(
                List.of("HELD", "FAILED", "DEFERRED"),
                queries.lastErrors(20).stream().map(AttemptView::result).toList());
        assertEquals(1, queries.lastErrors(1).size());
    }

    @Test
    void countsByStateAndByAction() {
        store(mail(1, 2), mail(2, 1));
        settle(2, 1, new Move.Hold("x", false), Attempt.Result.HELD);

        assertEquals(
                Map.of(EnvelopeState.QUEUED, 2L, EnvelopeState.LEASED, 0L, EnvelopeState.HELD, 1L),
                queries.countsByState());
        assertEquals(Map.of("local", 3L), queries.countsByAction());
    }

    @Test
    void retriesQueuedEnvelopesOnly() {
        Instant later = NOW.plusSeconds(3600);
        store(due(mail(1, 1), later), due(mail(2, 1), later));
        orders.hold(ids("0000000000000002.1"), "stop");

        assertEquals(1, orders.retry(all(), NOW));

        assertEquals(List.of("1.1"), envelopeIds(queue.claimDue(NOW, 10, lease(1))));
    }

    @Test
    void holdsAndReleases() {
        store(mail(1, 2));

        assertEquals(1, orders.hold(ids("0000000000000001.2", "0000000000000009.1"), "wait — bitte"));
        EnvelopeView held = queries.search(new Filter("", "", "", "", "HELD"), "", 10)
                .envelopes()
                .get(0);
        assertEquals("0000000000000001.2", held.id());
        assertEquals("wait — bitte", held.holdReason());

        assertEquals(1, orders.release(all(), NOW));
        assertEquals(List.of("1.1", "1.2"), envelopeIds(queue.claimDue(NOW, 10, lease(1))));
    }

    @Test
    void anOrderedHoldIsNotEndedByAKnownName() {
        store(mail(1, 1));
        settle(1, 1, new Move.Hold("unknown action local", true), Attempt.Result.HELD);

        assertEquals(1, orders.hold(all(), "by order"));

        assertEquals(0, queue.releaseUnknown(Set.of(new ActionName("local")), NOW));
    }

    @Test
    void deletesWithALineInTheHistory() {
        store(mail(1, 1), mail(2, 1));

        assertEquals(1, orders.delete(ids("0000000000000001.1"), "root", NOW));

        MessageView gone = queries.message("0000000000000001").orElseThrow();
        assertEquals("DELETED", gone.attempts().get(0).result());
        assertEquals("deleted by root", gone.attempts().get(0).reply());
        assertEquals(List.of(), gone.envelopes());
        assertEquals(List.of(), queries.lastErrors(10));
    }

    @Test
    void leavesOutWhatIsBeingWorkedOn() {
        store(mail(1, 1));
        queue.claimDue(NOW, 10, lease(1));

        assertEquals(0, orders.retry(all(), NOW));
        assertEquals(0, orders.hold(all(), "stop"));
        assertEquals(0, orders.delete(all(), "root", NOW));
        assertEquals(List.of(), orders.claimForBounce(all(), lease(2)));
        assertEquals(1, queue.leased(1, List.of(id(1, 1))).size());
    }

    @Test
    void anOrderReachesMoreThanOnePortion() {
        store(IntStream.rangeClosed(1, 2300).mapToObj(i -> mail(i, 1)).toArray(QueuedMail[]::new));

        assertEquals(2300, orders.hold(all(), "stop"));
        assertEquals(
                10,
                queries.search(new Filter("", "", "", "local", "HELD"), "", 10)
                        .envelopes()
                        .size());
        assertEquals(2300, orders.release(ids(everyId()), NOW));
        assertEquals(2300, orders.delete(all(), "root", NOW));
        assertEquals(Set.of(), queue.liveSegments());
    }

    private String[] everyId() {
        List<String> ids = new ArrayList<>();
        String after = "";
        do {
            Page page = queries.search(Filter.all(), after, 1000);
            page.envelopes().forEach(view -> ids.add(view.id()));
            after = page.next();
        } while (!after.isEmpty());
        return ids.toArray(String[]::new);
    }

    @Test
    void claimsForABounceWhetherDueOrHeld() {
        store(due(mail(1, 2), NOW.plusSeconds(3600)), mail(2, 1));
        orders.hold(ids("0000000000000001.2"), "stop");

        List<QueuedMail> claimed =
                orders.claimForBounce(new Selection.Matching(new Filter("0000000000000001", "", "", "", "")), lease(1));

        assertEquals(List.of("1.1", "1.2"), envelopeIds(claimed));
        assertEquals(
                2,
                queue.leased(1, List.of(id(1, 1), id(1, 2))).get(0).envelopes().size());
    }

    @Test
    void aHeldEnvelopeIsHeldAgainWhenTheBounceWasNotSettled() {
        store(mail(1, 1), mail(2, 1));
        orders.hold(ids("0000000000000001.1"), "stop");
        orders.claimForBounce(all(), new Lease(1, "node0/1", NOW));

        assertEquals(2, queue.freeExpired(NOW));

        assertEquals(List.of("2.1"), envelopeIds(queue.claimDue(NOW, 10, lease(2))));
        assertEquals(
                "stop",
                queries.search(new Filter("", "", "", "", "HELD"), "", 1)
                        .envelopes()
                        .get(0)
                        .holdReason());
    }

    @Test
    void refusesAnOrderWithAnIdThatIsNone() {
        assertThrows(IllegalArgumentException.class, () -> orders.delete(ids("1; drop table"), "root", NOW));
    }

    @Test
    void aReplyThatIsTooLongIsCutOff() {
        store(mail(1, 1));
        queue.claimDue(NOW, 10, lease(1));
        String reply = "4\t" + "x".repeat(1997) + "😀 and more";
        Attempt attempt = new Attempt(1, NOW, Duration.ZERO, 0, reply, Attempt.Result.DEFERRED, reply);

        queue.settle(List.of(new Settlement(id(1, 1), 1, attempt, new Move.RetryAt(NOW), null)));

        String kept = queries.lastErrors(1).get(0).reply();
        assertTrue(kept.startsWith("4 x"), kept);
        assertEquals(1999, kept.length());
    }

    private void store(QueuedMail... mails) {
        database.inNew(() -> {
            queue.store(List.of(mails));
            return 0;
        });
    }

    /** Claims everything, settles one envelope, and lets go of the rest. */
    private void settle(long message, int number, Move move, Attempt.Result result) {
        queue.claimDue(NOW, 1000, lease(99));
        Attempt sample = attempt(1);
        Attempt attempt =
                new Attempt(1, sample.startedAt(), sample.duration(), 7, sample.target(), result, sample.reply());
        queue.settle(List.of(new Settlement(id(message, number), 99, attempt, move, null)));
        queue.freeExpired(Instant.MAX);
    }

    private static Selection all() {
        return new Selection.Matching(Filter.all());
    }

    private static Selection ids(String... ids) {
        return new Selection.Ids(List.of(ids));
    }

    /** {@code 1.2} for message 1, envelope 2. */
    private static List<String> shortIds(Page page) {
        return page.envelopes().stream().map(view -> view.id().substring(15)).toList();
    }
}
