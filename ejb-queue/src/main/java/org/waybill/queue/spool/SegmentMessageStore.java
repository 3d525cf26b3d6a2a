package org.waybill.queue.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.core.envelope.BodyLocation;
import org.waybill.queue.core.envelope.MessageStore;
import org.waybill.smtp.listener.MessageBody;

/**
 * Bodies in append-only segment files, for one process: {@code MessageStore} on one node.
 *
 * <p>A batch lies in one segment and needs one sync. Batches of several threads are written one after the other; while
 * one is being synced the next are written, and share the sync after it. A batch that cannot be written is cut off again,
 * so after a full disk the store works on as soon as there is space.
 *
 * <p>Every process begins a new segment, so a torn tail that a crash left behind is never written after; readers stop
 * there. A segment that this process has closed is not deleted for a while ({@link #COMMIT_TIME}) even if no row points
 * to it, because the transaction that is about to commit those rows may still be under way.
 */
public final class SegmentMessageStore implements MessageStore, Closeable {

    /** The usual size of a segment in octets; a batch is never split, so the last one may reach beyond. */
    public static final long SEGMENT_SIZE = 64L << 20;

    /** Longer than any transaction takes from {@link #append} to its commit. */
    public static final Duration COMMIT_TIME = Duration.ofMinutes(15);

    private final SegmentDirectory directory;
    private final long segmentSize;
    private final Clock clock;
    private final ChannelOpener opener;
    private final LongSupplier marks;
    private final ReentrantLock writing = new ReentrantLock();
    private final Map<Long, Instant> closed = new HashMap<>();
    private long nextSegment;
    private @Nullable SegmentWriter current;

    /**
     * Opens the store; makes the directory if there is none.
     *
     * @param directory holds nothing but segments
     * @param segmentSize in octets, after which a new segment begins
     * @throws IOException if the directory cannot be made or read
     */
    public SegmentMessageStore(Path directory, long segmentSize, Clock clock) throws IOException {
        this(directory, segmentSize, clock, SegmentMessageStore::createFile, new SecureRandom()::nextLong);
    }

    SegmentMessageStore(Path directory, long segmentSize, Clock clock, ChannelOpener opener, LongSupplier marks)
            throws IOException {
        this.directory = SegmentDirectory.create(directory);
        this.segmentSize = segmentSize;
        this.clock = clock;
        this.opener = opener;
        this.marks = marks;
        this.nextSegment = this.directory.last().orElse(0L) + 1;
    }

    private static FileChannel createFile(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public List<BodyLocation> append(List<BodyRecord> records) throws IOException {
        SegmentWriter segment;
        List<BodyLocation> locations;
        long end;
        writing.lock();
        try {
            segment = segmentToWrite();
            locations = segment.write(records);
            end = segment.size();
        } finally {
            writing.unlock();
        }
        segment.sync(end);
        return locations;
    }

    private SegmentWriter segmentToWrite() throws IOException {
        SegmentWriter segment = current;
        if (segment != null && !segment.isBroken() && segment.size() < segmentSize) {
            return segment;
        }
        if (segment != null) {
            closeCurrent(segment);
        }
        SegmentWriter next = create();
        current = next;
        return next;
    }

    private void closeCurrent(SegmentWriter segment) throws IOException {
        current = null;
        closed.put(segment.number(), clock.instant());
        segment.close();
    }

    private SegmentWriter create() throws IOException {
        long number = nextSegment++;
        Path file = directory.file(number);
        FileChannel channel = opener.create(file);
        try {
            SegmentWriter segment = new SegmentWriter(number, marks.getAsLong(), channel);
            segment.begin();
            directory.sync();
            return segment;
        } catch (IOException | RuntimeException e) {
            channel.close();
            Files.deleteIfExists(file);
            throw e;
        }
    }

    @Override
    public MessageBody open(BodyLocation location) throws IOException {
        return SegmentBody.open(directory.file(location.segment()), location);
    }

    @Override
    public int deleteSegmentsExcept(Set<Long> live) throws IOException {
        int deleted = 0;
        for (long segment : directory.segments()) {
            if (!live.contains(segment) && mayDelete(segment)) {
                Files.deleteIfExists(directory.file(segment));
                deleted++;
            }
        }
        return deleted;
    }

    private boolean mayDelete(long segment) {
        writing.lock();
        try {
            if (current != null && current.number() == segment) {
                return false;
            }
            Instant youngest = clock.instant().minus(COMMIT_TIME);
            if (closed.getOrDefault(segment, Instant.MIN).isAfter(youngest)) {
                return false;
            }
            closed.remove(segment);
            return true;
        } finally {
            writing.unlock();
        }
    }

    /** The numbers of all segments on disk, ascending. */
    public SortedSet<Long> segments() throws IOException {
        return directory.segments();
    }

    /** Reads all records of a segment. The caller closes the reader. */
    public SegmentReader read(long segment) throws IOException {
        return SegmentReader.open(directory.file(segment), segment);
    }

    /**
     * Reads a whole segment and counts what is not a whole record in it. After a crash the last segment of the earlier
     * process may end in a torn record that nobody was ever told was accepted.
     *
     * @return the number of damaged octets
     */
    public long damagedOctets(long segment) throws IOException {
        try (SegmentReader reader = read(segment)) {
            while (reader.next().isPresent()) {
                // each step adds to the reader's count
            }
            return reader.damagedOctets();
        }
    }

    @Override
    public void close() throws IOException {
        writing.lock();
        try {
            SegmentWriter segment = current;
            if (segment != null) {
                closeCurrent(segment);
            }
        } finally {
            writing.unlock();
        }
    }
}
