package org.waybill.queue.spool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waybill.queue.core.envelope.Bodies;
import org.waybill.queue.core.envelope.BodyLocation;
import org.waybill.queue.core.envelope.MessageStore;
import org.waybill.queue.core.envelope.MessageStore.BodyRecord;
import org.waybill.queue.core.envelope.MessageStoreContract;

class SegmentMessageStoreTest implements MessageStoreContract {

    private static final long MARK = 0x1122334455667788L;
    private static final long SEGMENT_SIZE = 100_000;

    private final SmallDisk disk = new SmallDisk();
    private final SettableClock clock = new SettableClock();
    private Path home;
    private SegmentMessageStore store;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        home = directory;
        store = reopened();
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private SegmentMessageStore reopened() throws IOException {
        return new SegmentMessageStore(segments(), SEGMENT_SIZE, clock, disk, () -> MARK);
    }

    private Path segments() {
        return home.resolve("spool/segments");
    }

    @Override
    public MessageStore store() {
        return store;
    }

    @Override
    public void closeSegment() throws IOException {
        append("x".repeat((int) SEGMENT_SIZE));
        clock.now = clock.now.plus(SegmentMessageStore.COMMIT_TIME);
        store.close();
        clock.now = clock.now.plus(SegmentMessageStore.COMMIT_TIME);
    }

    @Test
    void syncsOnceForABatch() throws IOException {
        append("first");
        int before = disk.syncs();

        store.append(List.of(record("a"), record("b"), record("c")));

        assertEquals(1, disk.syncs() - before);
    }

    @Test
    void beginsANewSegmentWhenOneIsFull() throws IOException {
        BodyLocation first = append("x".repeat((int) SEGMENT_SIZE));
        BodyLocation second = append("second");

        assertEquals(first.segment() + 1, second.segment());
        assertEquals("second", read(second));
        assertEquals(SEGMENT_SIZE, read(first).length());
    }

    @Test
    void beginsANewSegmentInEveryProcess() throws IOException {
        BodyLocation first = append("first");
        store.close();
        store = reopened();

        BodyLocation second = append("second");

        assertEquals(first.segment() + 1, second.segment());
        assertEquals("first", read(first));
    }

    @Test
    void makesNoFileBeforeThereIsSomethingToWrite() throws IOException {
        assertEquals(Set.of(), store.segments());
    }

    @Test
    void letsOnlyTheOwnerIn() throws IOException {
        assertEquals(PosixFilePermissions.fromString("rwx------"), Files.getPosixFilePermissions(segments()));
    }

    @Test
    void aFullDiskLeavesNothingOfTheBatch() throws IOException {
        BodyLocation before = append("before");
        long size = Files.size(file(before));
        disk.setSpace(400_000);

        assertThrows(IOException.class, () -> append("y".repeat(1_000_000)));

        assertEquals(size, Files.size(file(before)));
        assertEquals("before", read(before));
    }

    @Test
    void worksAgainWhenThereIsSpace() throws IOException {
        BodyLocation before = append("before");
        disk.setSpace(10);
        assertThrows(IOException.class, () -> append("does not fit"));
        disk.setSpace(Long.MAX_VALUE);

        BodyLocation after = append("after");

        assertEquals(before.segment(), after.segment());
        assertEquals("after", read(after));
        assertEquals(0, store.damagedOctets(after.segment()));
    }

    @Test
    void worksAgainAfterThereWasNoSpaceForANewSegment() throws IOException {
        disk.setSpace(3);
        assertThrows(IOException.class, () -> append("does not fit"));
        assertEquals(Set.of(), store.segments());
        disk.setSpace(Long.MAX_VALUE);

        assertEquals("after", read(append("after")));
    }

    @Test
    void writesNothingBehindATailThatCannotBeCutOff() throws IOException {
        BodyLocation before = append("before");
        disk.setSpace(30);
        disk.setTruncateFails(true);
        assertThrows(IOException.class, () -> append("does not fit"));
        disk.setSpace(Long.MAX_VALUE);

        BodyLocation after = append("after");

        assertNotEquals(before.segment(), after.segment());
        assertEquals("after", read(after));
        assertEquals("before", read(before));
    }

    @Test
    void neverTrustsASegmentWhoseSyncFailed() throws IOException {
        BodyLocation before = append("before");
        disk.setSyncFails(true);
        assertThrows(IOException.class, () -> append("lost"));
        disk.setSyncFails(false);

        BodyLocation after = append("after");

        assertNotEquals(before.segment(), after.segment());
        assertEquals("after", read(after));
    }

    @Test
    void aTornTailHidesNothingBeforeIt() throws IOException {
        BodyLocation whole = append("whole");
        BodyLocation torn = append("torn");
        store.close();
        try (FileChannel file = FileChannel.open(file(torn), StandardOpenOption.WRITE)) {
            file.truncate(torn.offset() + 2);
        }
        store = reopened();

        assertEquals(List.of("header of whole"), headers(torn.segment()));
        assertTrue(store.damagedOctets(torn.segment()) > 0);
        assertEquals("whole", read(whole));
        assertThrows(IOException.class, () -> read(torn));
        assertEquals(torn.segment() + 1, append("new").segment());
    }

    @Test
    void listsTheRecordsOfASegment() throws IOException {
        List<BodyLocation> locations = store.append(List.of(record("eins"), record("zwei — 二"), record("")));

        List<BodyLocation> listed = new ArrayList<>();
        try (SegmentReader reader = store.read(locations.get(0).segment())) {
            reader.next().ifPresent(record -> listed.add(record.location()));
            reader.next().ifPresent(record -> listed.add(record.location()));
            reader.next().ifPresent(record -> listed.add(record.location()));
            assertTrue(reader.next().isEmpty());
        }

        assertEquals(locations, listed);
        assertEquals(
                List.of("header of eins", "header of zwei — 二", "header of "),
                headers(locations.get(0).segment()));
    }

    @Test
    void findsTheRecordsBehindADamagedOne() throws IOException {
        List<BodyLocation> locations =
                store.append(List.of(record("one"), record("two".repeat(30_000)), record("three"), record("four")));
        damage(locations.get(1), 5);
        damage(locations.get(2), -10);

        assertEquals(
                List.of("header of one", "header of four"),
                headers(locations.get(0).segment()));
    }

    @Test
    void aMailCannotHoldARecordOfItsOwn() throws IOException {
        byte[] forged = new byte[SegmentFormat.RECORD_START + "forged".length() + SegmentFormat.RECORD_END];
        SegmentFormat.recordStart(MARK + 1, "forged", 0).get(forged, 0, forged.length - SegmentFormat.RECORD_END);
        BodyLocation outer = store.append(List.of(new BodyRecord("outer", Bodies.of(forged)), record("next")))
                .get(0);
        damage(outer, -10);

        assertEquals(List.of("header of next"), headers(outer.segment()));
    }

    @Test
    void showsNoOctetOfASmallDamagedBody() throws IOException {
        for (int size : new int[] {10, SegmentBody.KEPT, SegmentBody.KEPT + 1, SegmentBody.VERIFIED_FIRST}) {
            BodyLocation location = append("z".repeat(size));
            damage(location, size - 1);

            assertThrows(IOException.class, () -> store.open(location), () -> "size " + size);
        }
    }

    @Test
    void failsAtTheEndOfALargeDamagedBody() throws IOException {
        BodyLocation location = append("z".repeat(SegmentBody.VERIFIED_FIRST + 1));
        damage(location, 7);

        try (InputStream in = store.open(location).open()) {
            assertEquals('z', in.read());
            assertThrows(IOException.class, in::readAllBytes);
        }
    }

    @Test
    void keepsASegmentWhoseRowsMayNotBeCommittedYet() throws IOException {
        BodyLocation closed = append("x".repeat((int) SEGMENT_SIZE));
        append("next");

        clock.now = clock.now.plus(SegmentMessageStore.COMMIT_TIME).minusMillis(1);
        assertEquals(0, store.deleteSegmentsExcept(Set.of()));
        assertEquals(SEGMENT_SIZE, read(closed).length());

        clock.now = clock.now.plus(Duration.ofMillis(1));
        assertEquals(1, store.deleteSegmentsExcept(Set.of()));
    }

    @Test
    void deletesTheDeadSegmentsOfAnEarlierProcessAtOnce() throws IOException {
        BodyLocation dead = append("dead");
        store.close();
        store = reopened();
        append("current");

        assertEquals(1, store.deleteSegmentsExcept(Set.of()));

        assertEquals(Set.of(dead.segment() + 1), store.segments());
    }

    @Test
    void manyThreadsWriteWithoutDisturbingEachOther() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        Map<String, BodyLocation> written = new HashMap<>();
        try {
            List<Future<Map<String, BodyLocation>>> results = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                String name = "thread " + t + " ";
                results.add(threads.submit(() -> appendMany(name)));
            }
            for (Future<Map<String, BodyLocation>> result : results) {
                written.putAll(result.get());
            }
        } finally {
            threads.shutdownNow();
        }

        assertEquals(8 * 50, written.size());
        for (Map.Entry<String, BodyLocation> entry : written.entrySet()) {
            assertEquals(entry.getKey(), read(entry.getValue()));
        }
        assertTrue(disk.syncs() <= 8 * 50 + disk.files());
    }

    private Map<String, BodyLocation> appendMany(String name) throws IOException {
        Map<String, BodyLocation> written = new HashMap<>();
        for (int i = 0; i < 50; i++) {
            String text = name + "mail " + i + " " + ".".repeat(i * 50);
            written.put(text, append(text));
        }
        return written;
    }

    @Test
    void reallyWritesToTheFileSystem() throws IOException {
        try (SegmentMessageStore real = new SegmentMessageStore(home.resolve("real"), 1000, clock)) {
            byte[] body = Bodies.random(5000);
            BodyLocation location =
                    real.append(List.of(new BodyRecord("h", Bodies.of(body)))).get(0);

            assertArrayEquals(body, Bodies.read(real.open(location)));
        }
    }

    private static BodyRecord record(String text) {
        return new BodyRecord("header of " + text, Bodies.of(text));
    }

    private BodyLocation append(String text) throws IOException {
        return store.append(List.of(record(text))).get(0);
    }

    private String read(BodyLocation location) throws IOException {
        return new String(Bodies.read(store.open(location)), StandardCharsets.UTF_8);
    }

    private List<String> headers(long segment) throws IOException {
        List<String> headers = new ArrayList<>();
        try (SegmentReader reader = store.read(segment)) {
            for (var record = reader.next(); record.isPresent(); record = reader.next()) {
                headers.add(record.get().header());
            }
        }
        return headers;
    }

    private Path file(BodyLocation location) {
        return segments().resolve(String.format("%016x.seg", location.segment()));
    }

    /** Turns one octet, counted from the body's first one. */
    private void damage(BodyLocation location, int octet) throws IOException {
        try (FileChannel file = FileChannel.open(file(location), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            file.read(one, location.offset() + octet);
            one.put(0, (byte) ~one.get(0)).rewind();
            file.write(one, location.offset() + octet);
        }
    }

    private static final class SettableClock extends Clock {
        private Instant now = Instant.parse("2026-03-01T12:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
