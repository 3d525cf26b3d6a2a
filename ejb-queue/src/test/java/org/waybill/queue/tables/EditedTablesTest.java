package org.waybill.queue.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.waybill.queue.console.TablesConsole.EntryPage;
import org.waybill.queue.console.TablesConsole.EntryView;
import org.waybill.queue.console.TablesConsole.TableView;
import org.waybill.queue.core.tables.TableUnavailableException;
import org.waybill.queue.jpa.QueueDatabase;
import org.waybill.queue.jpa.SecretRows;
import org.waybill.queue.jpa.TableRows;
import org.waybill.queue.secrets.SealedText;

class EditedTablesTest {

    private static QueueDatabase database;

    private final List<String> log = new ArrayList<>();
    private Secrets secrets;
    private EditedTables tables;

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
        secrets = new Secrets(
                new SecretRows(database, database),
                new SealedText(new SecretKeySpec(new byte[32], "AES"), new SecureRandom()));
        tables = new EditedTables(
                new TableRows(database, database), secrets, () -> Set.of("aliases", "empty"), log::add);
    }

    @Test
    void listsWhatIsThereAndWhatIsNamed() {
        tables.put("aliases", "root", "alice", "admin");
        tables.put("unused", "x", "", "admin");
        assertEquals(
                List.of(
                        new TableView("aliases", 1, true),
                        new TableView("empty", 0, true),
                        new TableView("unused", 1, false)),
                tables.tables());
    }

    @Test
    void changesAreLoggedWithTheirAuthor() throws TableUnavailableException {
        tables.put("aliases", "root", "alice", "ann");
        assertTrue(tables.remove("aliases", "ROOT", "ann"));
        assertFalse(tables.remove("aliases", "root", "ann"));
        tables.putSecret("relays", "Lab", "joe", "s3:cret", "bob\n");
        assertEquals(List.of("lab"), tables.labels("relays"));
        assertEquals(Optional.of("joe:s3:cret"), secrets.get("relays", "lab"));
        assertTrue(tables.removeSecret("relays", "lab", "bob"));
        assertFalse(tables.removeSecret("relays", "lab", "bob"));
        assertEquals(
                List.of(
                        "table put by=ann table=aliases key=root",
                        "table remove by=ann table=aliases key=ROOT",
                        "secret put by=bob? set=relays label=Lab",
                        "secret remove by=bob set=relays label=lab"),
                log);
    }

    @Test
    void replacesAllByATextAsInAFile() {
        tables.put("aliases", "old", "x", "ann");
        assertEquals(3, tables.replace("aliases", "# comment\nroot: alice,\tbob\nlist\n@x.org me\n", "ann"));
        assertEquals(
                new EntryPage(
                        List.of(
                                new EntryView("root", "alice, bob"),
                                new EntryView("list", "list"),
                                new EntryView("@x.org", "me")),
                        0),
                tables.entries("aliases", 0, 10));
    }

    @Test
    void aBadTextChangesNothing() {
        tables.put("aliases", "old", "x", "ann");
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> tables.replace("aliases", "good: x\nbad:\n", "ann"));
        assertEquals("line 2: expected a value after 'bad:'", refusal.getMessage());
        assertEquals(new EntryPage(List.of(new EntryView("old", "x")), 0), tables.entries("aliases", 0, 10));
    }

    @Test
    void refusesWhatIsNoNameKeyValueOrSecret() {
        List<Executable> bad = List.of(
                () -> tables.put("a/b", "k", "v", "ann"),
                () -> tables.put("t", "", "v", "ann"),
                () -> tables.put("t", "k".repeat(513), "v", "ann"),
                () -> tables.put("t", "k", "v\nw", "ann"),
                () -> tables.put("t", "k", "v".repeat(16_001), "ann"),
                () -> tables.entries("", 0, 1),
                () -> tables.putSecret("s", " ", "joe", "pw", "ann"),
                () -> tables.putSecret("s", "l", "jo:e", "pw", "ann"),
                () -> tables.putSecret("s", "l", "joe", "", "ann"),
                () -> tables.putSecret("s", "l", "joe", "p\0w", "ann"));
        bad.forEach(order -> assertThrows(IllegalArgumentException.class, order));
        assertEquals(List.of(), log);
    }
}
