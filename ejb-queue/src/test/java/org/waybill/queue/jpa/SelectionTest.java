package org.waybill.queue.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.console.QueueConsole.EnvelopeView;
import org.waybill.queue.console.QueueConsole.Filter;
import org.waybill.queue.console.QueueConsole.Preview;
import org.waybill.queue.console.QueueConsole.Selection;
import org.waybill.queue.core.envelope.EnvelopeState;
import org.waybill.queue.core.envelope.Mails;

/** Which envelopes an order means, and how many they are. */
class SelectionTest {

    private static final Set<EnvelopeState> WAITING = Set.of(EnvelopeState.QUEUED, EnvelopeState.HELD);

    private static QueueDatabase database;
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
    void store() throws SQLException {
        database.clear();
        orders = new QueueOrders(database, database);
        database.inNew(() -> {
            new JpaMailQueue(database, database)
                    .store(List.of(
                            Mails.mailTo(1, "alice@example.org", "bob@one.example", "carol@two.example"),
                            Mails.mailTo(2, "", "bob_x@one.example")));
            return 0;
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            final.example |              |          | 3
            FINAL.example |              |          | 3
            one.example   |              |          | 0
            nal.example   |              |          | 0
            %.example     |              |          | 0
                          | bob*         |          | 2
                          | *@one.example |         | 2
                          | b*b@*        |          | 1
                          | bob_*        |          | 1
                          | one          |          | 2
                          | one*         |          | 0
                          |              | alice@*  | 2
                          |              | *@EXAMPLE.org | 2
                          |              | <>       | 1
            """)
    void findsByDomainAndPattern(String domain, String recipient, String sender, int count) {
        Filter filter = new Filter("", text(sender), text(recipient), "", "", text(domain), "");
        assertEquals(new Preview(count, true), orders.preview(new Selection.Matching(filter), WAITING));
    }

    private static String text(String cell) {
        return cell == null ? "" : cell;
    }

    @Test
    void findsByAge() {
        assertEquals(3, count(Mails.NOW.plusMillis(1).toString()));
        assertEquals(0, count(Mails.NOW.toString()));
        assertThrows(IllegalArgumentException.class, () -> count("yesterday"));
    }

    private int count(String before) {
        return orders.preview(new Selection.Matching(new Filter("", "", "", "", "", "", before)), WAITING)
                .count();
    }

    @Test
    void countsOnlyWhatTheOrderIsFor() {
        Selection all = new Selection.Matching(Filter.all());
        orders.hold(new Selection.Ids(List.of(Mails.id(1, 1).toString())), "why");
        assertEquals(new Preview(1, true), orders.preview(all, Set.of(EnvelopeState.HELD)));
        assertEquals(new Preview(2, true), orders.preview(all, Set.of(EnvelopeState.QUEUED)));
        assertEquals(
                new Preview(1, true),
                orders.preview(
                        new Selection.Ids(List.of(
                                Mails.id(1, 1).toString(),
                                Mails.id(1, 2).toString(),
                                Mails.id(9, 2).toString())),
                        Set.of(EnvelopeState.QUEUED)));
        List<EnvelopeView> held = new QueueQueries(database, database)
                .search(new Filter("", "", "", "", "HELD"), "", 10)
                .envelopes();
        assertEquals(1, held.size());
    }
}
