package org.waybill.queue.core.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.tables.LookupTable.Answer;
import org.waybill.queue.core.tables.LookupTable.Contents;
import org.waybill.queue.core.tables.LookupTable.Service;

class FileTableTest implements LookupTableContract {

    private static final Answer MISSING = new Answer.Missing();

    private final ScriptedSource file = new ScriptedSource();
    private final FileTable table = new FileTable("users", Path.of("users.txt"), file);

    @Override
    public LookupTable list(String... values) {
        file.write(values);
        return table;
    }

    @Override
    public LookupTable mapping(String key, String value) {
        file.write(key + ": " + value);
        return table;
    }

    @Test
    void isReadOnceWhileItStaysTheSame() {
        file.write("alice");
        table.lookup("alice");
        table.match(Service.STRING, "bob");
        table.contents();
        assertEquals(1, file.reads);
    }

    @Test
    void aChangeCountsAtTheNextLookUp() {
        file.write("alice");
        table.lookup("alice");
        file.write("bob");
        assertEquals(MISSING, table.lookup("alice"));
        assertEquals(new Answer.Found("bob"), table.lookup("bob"));
    }

    @Test
    void aFileThatIsBeingWrittenCountsOnlyWhenItIsDone() {
        file.write("alice");
        table.lookup("alice");
        file.write("half of b");
        file.whileReading(() -> file.write("bob"));
        assertEquals(new Answer.Found("alice"), table.lookup("alice"));
        assertEquals(new Answer.Found("bob"), table.lookup("bob"));
        assertEquals(List.of(), file.alarms);
    }

    @Test
    void aBrokenFileKeepsTheOldContentsAndAlarmsOnce() {
        file.write("alice");
        table.lookup("alice");
        file.write("bob", "carol:");
        assertEquals(new Answer.Found("alice"), table.lookup("alice"));
        assertEquals(MISSING, table.lookup("bob"));
        assertEquals(
                List.of(
                        "table <users>: users.txt: line 2: expected a value after 'carol:'; the old contents stay in use"),
                file.alarms);
        assertEquals(2, file.reads);
    }

    @Test
    void aVanishedFileKeepsTheOldContentsAndAlarmsOnce() {
        file.write("alice");
        table.lookup("alice");
        file.vanish();
        assertEquals(new Answer.Found("alice"), table.lookup("alice"));
        assertEquals(new Contents.Values(List.of("alice")), table.contents());
        assertEquals(List.of("table <users>: users.txt: no such file; the old contents stay in use"), file.alarms);
    }

    @Test
    void aFileThatVanishesAgainAlarmsAgain() {
        file.write("alice");
        table.lookup("alice");
        for (int i = 0; i < 2; i++) {
            file.vanish();
            table.lookup("alice");
            file.comeBack();
            table.lookup("alice");
        }
        assertEquals(2, file.alarms.size());
    }

    @Test
    void aRepairedFileCounts() {
        file.write("alice");
        table.lookup("alice");
        file.write(": broken");
        table.lookup("alice");
        file.write("bob");
        assertEquals(new Answer.Found("bob"), table.lookup("bob"));
        file.write(": broken");
        table.lookup("bob");
        assertEquals(2, file.alarms.size());
    }

    @Test
    void aFileThatMayBeReadAgainCountsThoughItDidNotChange() {
        file.write("alice");
        file.deny();
        assertEquals(new Answer.Unavailable("users.txt: permission denied"), table.lookup("alice"));
        file.allow();
        assertEquals(new Answer.Found("alice"), table.lookup("alice"));
    }

    @Test
    void aFileThatWasNeverReadIsUnavailableAndNeverEmpty() {
        Answer.Unavailable expected = new Answer.Unavailable("users.txt: no such file");
        assertEquals(expected, table.lookup("alice"));
        assertEquals(expected, table.match(Service.MAILADDR, ""));
        assertEquals(new Contents.Unavailable("users.txt: no such file"), table.contents());
        assertEquals(List.of("table <users>: users.txt: no such file"), file.alarms);
    }

    @Test
    void aFileThatWasNeverGoodIsUnavailable() {
        file.write("alice", ": broken");
        assertEquals(new Answer.Unavailable("users.txt: line 2: expected a key before ':'"), table.lookup("alice"));
    }

    @Test
    void aLineIsOnePatternWhateverItHolds() {
        file.write("^[[:alpha:]]+: .*$", "# no pattern", "x y");
        assertEquals(new Answer.Found("^[[:alpha:]]+: .*$"), table.match(Service.REGEX, "Subject: x"));
        assertEquals(new Answer.Found("x y"), table.match(Service.REGEX, "AX YB"));
        assertEquals(MISSING, table.match(Service.REGEX, "# no pattern"));
    }

    @Test
    void aBrokenPatternCannotHideBehindANo() {
        file.write("good", "(");
        assertEquals(new Answer.Found("good"), table.match(Service.REGEX, "a good one"));
        assertEquals(
                new Answer.Unavailable("'(' is no regular expression: missing closing )"),
                table.match(Service.REGEX, "other"));
    }

    @Test
    void theSeedsFileOfUrlsIsAListAndAMappingIsAMapping() {
        file.write("smtp://mx1.example.org", "tls://mx2.example.org:2525");
        assertEquals(
                new Contents.Values(List.of("smtp://mx1.example.org", "tls://mx2.example.org:2525")), table.contents());
        file.write("example.org tls://mx.example.org:2525");
        assertEquals(new Answer.Found("tls://mx.example.org:2525"), table.match(Service.DOMAIN, "example.org"));
    }
}
