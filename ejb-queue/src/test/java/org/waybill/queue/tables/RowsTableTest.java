package org.waybill.queue.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waybill.queue.console.TablesConsole.EntryPage;
import org.waybill.queue.console.TablesConsole.EntryView;
import org.waybill.queue.core.tables.InlineTable.Entry;
import org.waybill.queue.core.tables.KeyedTable;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.LookupTable.Answer;
import org.waybill.queue.core.tables.LookupTableContract;
import org.waybill.queue.jpa.QueueDatabase;
import org.waybill.queue.jpa.TableRows;

/** {@code db:} tables in the real database. */
class RowsTableTest implements LookupTableContract {

    private static QueueDatabase database;
    private TableRows rows;

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
        rows = new TableRows(database, database);
        rows.put("other", new Entry("alice", "somebody else"));
    }

    @Override
    public LookupTable list(String... values) {
        rows.replace("t", Stream.of(values).map(Entry::new).toList());
        return table();
    }

    @Override
    public LookupTable mapping(String key, String value) {
        rows.put("t", new Entry(key, value));
        return table();
    }

    private LookupTable table() {
        return new KeyedTable("t", new RowsSource(rows, "t"), Clock.systemUTC());
    }

    @Test
    void aChangeCountsAtTheNextLookUp() {
        LookupTable table = mapping("team", "bob");
        rows.put("t", new Entry("Team", "carol"));
        assertEquals(new Answer.Found("carol"), table.lookup("team"));
        assertEquals(Map.of("t", 1L, "other", 1L), rows.sizes());
        assertTrue(rows.remove("t", "TEAM"));
        assertFalse(rows.remove("t", "team"));
        assertEquals(new Answer.Missing(), table.lookup("team"));
    }

    @Test
    void aChangedEntryKeepsItsPlace() {
        list("a", "b", "c");
        rows.put("t", new Entry("A", "x"));
        rows.put("t", new Entry("d"));
        assertEquals(
                List.of(new Entry("A", "x"), new Entry("b"), new Entry("c"), new Entry("d")), rows.entries("t", 100));
    }

    @Test
    void replacesEverythingAtOneBlow() {
        list("a", "b");
        assertEquals(2, rows.replace("t", List.of(new Entry("x", "1"), new Entry("y"), new Entry("X", "2"))));
        assertEquals(List.of(new Entry("X", "2"), new Entry("y")), rows.entries("t", 100));
        assertEquals(List.of(new Entry("alice", "somebody else")), rows.entries("other", 100));
    }

    @Test
    void keepsManyEntriesAndGivesThemInPages() {
        rows.replace(
                "t", IntStream.range(0, 2500).mapToObj(i -> new Entry("k" + i)).toList());
        EntryPage first = rows.page("t", 0, 2000);
        EntryPage second = rows.page("t", first.next(), 2000);
        assertEquals(2000, first.entries().size());
        assertEquals(new EntryView("k2000", "k2000"), second.entries().get(0));
        assertEquals(500, second.entries().size());
        assertEquals(0, second.next());
        assertEquals(1500, rows.entries("t", 1500).size());
    }

    @Test
    void whatTheDatabaseCannotAnswerIsUnavailable(@TempDir Path home) throws SQLException {
        QueueDatabase gone = new QueueDatabase(home);
        LookupTable table = new KeyedTable("t", new RowsSource(new TableRows(gone, gone), "t"), Clock.systemUTC());
        gone.close();
        assertEquals(new Answer.Unavailable("the server's own database does not answer"), table.lookup("a"));
    }
}
