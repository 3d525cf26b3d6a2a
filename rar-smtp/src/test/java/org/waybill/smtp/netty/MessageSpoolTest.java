package org.waybill.smtp.netty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageSpoolTest {

    private final Path directory;
    private final Queue<Runnable> disk = new ArrayDeque<>();
    private final AtomicInteger caughtUp = new AtomicInteger();

    MessageSpoolTest(@TempDir Path directory) {
        this.directory = directory;
    }

    /** Written at once, by whoever appends. */
    private static MessageSpool spool(Path directory) {
        return new MessageSpool(directory, Runnable::run, () -> {});
    }

    /** Written when the test runs the disk's work. */
    private MessageSpool slowSpool() {
        return new MessageSpool(directory, disk::add, caughtUp::incrementAndGet);
    }

    private void append(MessageSpool spool, byte[] octets) {
        for (int from = 0; from < octets.length; from += 10_000) {
            spool.append(ByteBuffer.wrap(octets, from, Math.min(10_000, octets.length - from)));
        }
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
        MessageSpool spool = spool(directory);
        append(spool, octets);
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
        MessageSpool spool = spool(directory);
        spool.append(ByteBuffer.wrap(octets(100_000)));
        InputStream open = spool.open();
        spool.release();
        spool.release();
        assertThrows(IOException.class, open::read);
        assertThrows(IOException.class, spool::open);
        assertEquals(List.of(), files());
    }

    @Test
    void remembersThatTheDiskFailed() {
        MessageSpool spool = spool(directory.resolve("missing"));
        spool.append(ByteBuffer.wrap(octets(100)));
        assertFalse(spool.failed());
        spool.append(ByteBuffer.wrap(octets(MessageSpool.MAX_IN_MEMORY)));
        assertTrue(spool.failed());
        spool.append(ByteBuffer.wrap(octets(100)));
        spool.release();
    }

    @Test
    void leavesTheDiskToItsThread() throws IOException {
        byte[] octets = octets(MessageSpool.MAX_WAITING + 1);
        MessageSpool spool = slowSpool();
        append(spool, Arrays.copyOf(octets, MessageSpool.MAX_IN_MEMORY));
        assertEquals(0, disk.size());
        append(spool, Arrays.copyOfRange(octets, MessageSpool.MAX_IN_MEMORY, MessageSpool.MAX_WAITING));
        assertFalse(spool.behind());
        append(spool, Arrays.copyOfRange(octets, MessageSpool.MAX_WAITING, octets.length));
        assertTrue(spool.behind());
        assertEquals(List.of(), files());
        assertEquals(1, disk.size());
        disk.remove().run();
        assertEquals(1, caughtUp.get());
        assertFalse(spool.behind());
        append(spool, octets);
        disk.remove().run();
        try (InputStream in = spool.open()) {
            assertArrayEquals(octets, in.readNBytes(octets.length));
            assertArrayEquals(octets, in.readAllBytes());
        }
        spool.release();
    }

    @Test
    void waitsForNoThreadToBeRead() throws IOException {
        byte[] octets = octets(300_000);
        MessageSpool spool = slowSpool();
        append(spool, octets);
        try (InputStream in = spool.open()) {
            assertArrayEquals(octets, in.readAllBytes());
        }
        assertEquals(1, caughtUp.get());
        disk.remove().run();
        spool.release();
        disk.remove().run();
        assertEquals(0, disk.size());
    }

    @Test
    void writesNothingThatIsReleased() {
        MessageSpool spool = slowSpool();
        append(spool, octets(300_000));
        spool.release();
        assertThrows(IOException.class, spool::open);
        disk.remove().run();
        assertEquals(0, disk.size());
        assertEquals(List.of(), files());
    }

    @Test
    void tellsWhoReadsThatTheDiskHasFailed() {
        MessageSpool spool = new MessageSpool(directory.resolve("missing"), disk::add, caughtUp::incrementAndGet);
        append(spool, octets(300_000));
        assertFalse(spool.failed());
        assertThrows(IOException.class, spool::open);
        assertTrue(spool.failed());
        assertFalse(spool.behind());
        assertEquals(1, caughtUp.get());
        spool.release();
    }

    private List<Path> files() {
        try (var files = Files.list(directory)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void makesTheDirectoryAndClearsIt() throws IOException {
        Path inner = directory.resolve("a/b");
        SpoolSpace space = new SpoolSpace(inner, 0, Runnable::run, Clock.systemUTC());
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
        SpoolSpace space = new SpoolSpace(file, 0, Runnable::run, source.withZone(ZoneOffset.UTC));
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
