package org.waybill.queue.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.waybill.queue.core.tables.FileTable;
import org.waybill.queue.core.tables.LookupTable.Answer;
import org.waybill.queue.core.tables.TableSource.Stamp;

class FileTableSourceTest {

    private Path directory;
    private Path file;
    private final List<String> alarms = new ArrayList<>();
    private final FileTableSource source = new FileTableSource(alarms::add);

    @BeforeEach
    void nameTheFile(@TempDir Path fresh) {
        directory = fresh;
        file = directory.resolve("users");
    }

    @Test
    void readsLinesWhateverTheirEnds() throws IOException {
        Files.writeString(file, "alice\r\nbücher\nno end");
        assertEquals(List.of("alice", "bücher", "no end"), source.lines(file));
    }

    @Test
    void theStampStaysWhileTheFileDoes() throws IOException {
        Files.writeString(file, "alice");
        assertEquals(source.stamp(file), source.stamp(file));
    }

    @Test
    void theStampTellsALaterChange() throws IOException {
        Files.writeString(file, "alice");
        Stamp before = source.stamp(file);
        Files.setLastModifiedTime(file, FileTime.from(before.changed().plusMillis(10)));
        assertNotEquals(before, source.stamp(file));
    }

    @Test
    void theStampTellsAFileThatTookTheName() throws IOException {
        Files.writeString(file, "alice");
        Stamp before = source.stamp(file);
        Path other = Files.writeString(directory.resolve("new"), "carol");
        Files.setLastModifiedTime(other, FileTime.from(before.changed()));
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        assertNotEquals(before, source.stamp(file));
    }

    @Test
    void saysThatThereIsNoFile() {
        assertFails("no such file", () -> source.stamp(file));
        assertFails("no such file", () -> source.lines(file));
    }

    @Test
    void refusesWhatIsNoRegularFile() {
        assertFails("not a regular file", () -> source.stamp(directory));
    }

    @Test
    void refusesAFileThatIsTooLarge() throws IOException {
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(FileTableSource.MAX_OCTETS + 1L);
        }
        assertFails("larger than 16 MiB", () -> source.lines(file));
    }

    @Test
    void saysInWhichLineItIsNotUtf8() throws IOException {
        Files.write(file, "alice\nbob\nb\u00fccher\n".getBytes(StandardCharsets.ISO_8859_1));
        assertFails("line 3: not UTF-8", () -> source.lines(file));
    }

    @Test
    void refusesACharacterThatIsCutOff() throws IOException {
        Files.write(file, new byte[] {'a', '\n', (byte) 0xc3});
        assertFails("line 2: not UTF-8", () -> source.lines(file));
    }

    @Test
    void aTableFollowsTheFile() throws IOException {
        FileTable table = new FileTable("users", file, source);
        assertEquals(new Answer.Unavailable(file + ": no such file"), table.lookup("alice"));
        Files.writeString(file, "alice\n");
        assertEquals(new Answer.Found("alice"), table.lookup("alice"));
        Files.writeString(file, "alice: bob\n");
        assertEquals(new Answer.Found("bob"), table.lookup("alice"));
        Files.delete(file);
        assertEquals(new Answer.Found("bob"), table.lookup("alice"));
        assertEquals(
                List.of(
                        "table <users>: " + file + ": no such file",
                        "table <users>: " + file + ": no such file; the old contents stay in use"),
                alarms);
    }

    private static void assertFails(String reason, Executable reading) {
        assertEquals(reason, assertThrows(IOException.class, reading).getMessage());
    }
}
