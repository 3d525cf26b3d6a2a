package org.waybill.smtp.netty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageSpoolTest {

    private final Path directory;

    MessageSpoolTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private static byte[] octets(int size) {
        byte[] octets = new byte[size];
        new Random(size).nextBytes(octets);
        return octets;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, MessageSpool.MAX_IN_MEMORY, MessageSpool.MAX_IN_MEMORY + 1, 1_000_000})
    void givesBackWhatItTook(int size) throws IOException {
        byte[] octets = octets(size);
        MessageSpool spool = new MessageSpool(directory);
        for (int from = 0; from < size; from += 10_000) {
            spool.append(ByteBuffer.wrap(octets, from, Math.min(10_000, size - from)));
        }
        assertEquals(size, spool.size());
        try (InputStream one = spool.open();
                InputStream two = spool.open()) {
            assertEquals(size == 0 ? -1 : octets[0] & 0xff, one.read());
            assertArrayEquals(octets, two.readAllBytes());
            assertEquals(Math.max(0, size - 1), one.readAllBytes().length);
        }
        spool.release();
    }

    @Test
    void leavesNothingAndIsReadNoMoreOnceReleased() throws IOException {
        MessageSpool spool = new MessageSpool(directory);
        spool.append(ByteBuffer.wrap(octets(100_000)));
        InputStream open = spool.open();
        spool.release();
        spool.release();
        assertThrows(IOException.class, open::read);
        assertThrows(IOException.class, spool::open);
        try (var files = Files.list(directory)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void remembersThatTheDiskFailed() {
        MessageSpool spool = new MessageSpool(directory.resolve("missing"));
        spool.append(ByteBuffer.wrap(octets(100)));
        assertFalse(spool.failed());
        spool.append(ByteBuffer.wrap(octets(MessageSpool.MAX_IN_MEMORY)));
        assertTrue(spool.failed());
        spool.append(ByteBuffer.wrap(octets(100)));
        spool.release();
    }

    @Test
    void makesTheDirectoryAndClearsIt() throws IOException {
        Path inner = directory.resolve("a/b");
        SpoolSpace space = new SpoolSpace(inner, 0, Clock.systemUTC());
        space.clear();
        assertFalse(space.full());
        Files.createFile(inner.resolve("body-1.spool"));
        Files.createFile(inner.resolve("something else"));
        space.clear();
        try (var files = Files.list(inner)) {
            assertEquals(
                    "something else",
                    files.findFirst().orElseThrow().getFileName().toString());
        }
    }

    @Test
    void asksForTheSpaceOnceASecond() throws IOException {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
        InstantSource source = now::get;
        Path file = Files.createFile(directory.resolve("no directory"));
        SpoolSpace space = new SpoolSpace(file, 0, source.withZone(ZoneOffset.UTC));
        assertTrue(space.full());
        Files.delete(file);
        assertTrue(space.full());
        now.updateAndGet(instant -> instant.plusSeconds(1));
        assertFalse(space.full());
        Files.delete(file);
        Files.createFile(file);
        now.updateAndGet(instant -> instant.minusSeconds(100));
        assertTrue(space.full());
    }
}
