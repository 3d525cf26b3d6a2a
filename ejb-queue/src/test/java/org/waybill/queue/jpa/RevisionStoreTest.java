package org.waybill.queue.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waybill.queue.core.envelope.Mails.NOW;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waybill.queue.console.ConfigurationConsole.Revision;
import org.waybill.queue.console.ConfigurationConsole.RevisionSummary;
import org.waybill.queue.console.ConfigurationConsole.SaveResult;
import org.waybill.queue.jpa.AdminUsers.AdminUser;

class RevisionStoreTest {

    private static QueueDatabase database;
    private RevisionStore revisions;

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
        revisions = new RevisionStore(database, database);
    }

    @Test
    void hasNothingAtFirst() {
        assertEquals(Optional.empty(), revisions.active());
        assertEquals(0, revisions.activeNumber());
        assertEquals("", revisions.importHash());
    }

    @Test
    void keepsTheTextAsItIs() {
        String text = "action \"local\" maildir\n# größer — 漢字 😀\n".repeat(2000);

        assertEquals(new SaveResult.Saved(1), revisions.save(text, 0, "alice", "first", NOW));

        assertEquals(
                Optional.of(new Revision(new RevisionSummary(1, NOW, "alice", "first", true), text)),
                revisions.active());
    }

    @Test
    void exactlyOneIsActive() {
        revisions.save("one", 0, "alice", "", NOW);
        revisions.save("two", 1, "bob", "", NOW);

        assertEquals(2, revisions.activeNumber());
        assertFalse(revisions.get(1).orElseThrow().summary().active());
        assertTrue(revisions.get(2).orElseThrow().summary().active());
        assertEquals("one", revisions.get(1).orElseThrow().text());
        assertEquals(Optional.empty(), revisions.get(3));
    }

    @Test
    void refusesAChangeOfAnotherRevisionThanTheActiveOne() {
        revisions.save("one", 0, "alice", "", NOW);
        revisions.save("two", 1, "bob", "", NOW);

        assertEquals(new SaveResult.Conflict(2), revisions.save("three", 1, "carol", "", NOW));
        assertEquals(new SaveResult.Conflict(2), revisions.save("three", 0, "carol", "", NOW));

        assertEquals("two", revisions.active().orElseThrow().text());
        assertEquals(2, revisions.history(0, 10).size());
    }

    @Test
    void listsTheNewestFirst() {
        for (int i = 0; i < 5; i++) {
            revisions.save("text " + i, i, "alice", "change " + i, NOW.plusSeconds(i));
        }

        assertEquals(List.of(5L, 4L), numbers(revisions.history(0, 2)));
        assertEquals(List.of(3L, 2L, 1L), numbers(revisions.history(4, 10)));
    }

    private static List<Long> numbers(List<RevisionSummary> history) {
        return history.stream().map(RevisionSummary::number).toList();
    }

    @Test
    void anImportReplacesWhateverIsActive() {
        revisions.save("one", 0, "alice", "", NOW);

        assertEquals(new SaveResult.Saved(2), revisions.saveImport("from file", "abc", "file", "imported", NOW));

        assertEquals("abc", revisions.importHash());
        assertEquals("from file", revisions.active().orElseThrow().text());
    }

    @Test
    void keepsUsers() {
        AdminUsers users = new AdminUsers(database, database);
        assertEquals(Optional.empty(), users.find("admin"));

        users.upsert(new AdminUser("admin", "hash 1", "admin"));
        users.upsert(new AdminUser("admin", "hash 2", "viewer"));

        assertEquals(Optional.of(new AdminUser("admin", "hash 2", "viewer")), users.find("admin"));
        assertFalse(users.find("admin").orElseThrow().toString().contains("hash"));
    }
}
