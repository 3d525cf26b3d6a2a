package org.waybill.queue.spool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32C;
import org.waybill.queue.core.envelope.BodyLocation;
import org.waybill.queue.core.envelope.MessageStore.BodyRecord;
import org.waybill.smtp.listener.MessageBody;

/**
 * The segment being written. {@link #write} is called by one thread at a time, {@link #sync} by any number: the first one
 * syncs whatever has been written by then, and those whose octets were among it need no sync of their own.
 *
 * <p>A failed write is undone by truncating the file. After a failed sync nobody knows what is on the disk (the kernel may
 * have dropped the pages), so the segment is broken for good: everybody who still waits fails, and the store begins
 * another one.
 */
final class SegmentWriter {

    private static final int BUFFER = 256 << 10;

    private final long number;
    private final long mark;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final byte[] chunk = new byte[64 << 10];
    private final ReentrantLock syncing = new ReentrantLock();
    private volatile long written;
    private volatile boolean broken;
    private long flushed;
    private long synced;
    private boolean syncFailed;

    SegmentWriter(long number, long mark, FileChannel channel) {
        this.number = number;
        this.mark = mark;
        this.channel = channel;
    }

    long number() {
        return number;
    }

    /** The end of the last complete batch. */
    long size() {
        return written;
    }

    boolean isBroken() {
        return broken;
    }

    void begin() throws IOException {
        buffer.put(SegmentFormat.segmentStart(mark));
        flush();
        written = flushed;
    }

    /** Writes a batch in the whole or not at all; it is not on stable storage before {@link #sync} returned. */
    List<BodyLocation> write(List<BodyRecord> records) throws IOException {
        try {
            List<BodyLocation> locations = new ArrayList<>(records.size());
            for (BodyRecord record : records) {
                locations.add(write(record));
            }
            flush();
            written = flushed;
            return locations;
        } catch (IOException | RuntimeException e) {
            undo();
            throw e;
        }
    }

    private BodyLocation write(BodyRecord record) throws IOException {
        MessageBody body = record.body();
        long length = body.size();
        put(SegmentFormat.recordStart(mark, record.header(), length));
        long offset = flushed + buffer.position();
        CRC32C checksum = new CRC32C();
        long copied = 0;
        try (InputStream in = body.open()) {
            int n = in.read(chunk);
            while (n >= 0) {
                checksum.update(chunk, 0, n);
                copied += n;
                put(ByteBuffer.wrap(chunk, 0, n));
                n = in.read(chunk);
            }
        }
        if (copied != length) {
            throw new IOException("a body of " + length + " octets had " + copied);
        }
        put(ByteBuffer.allocate(SegmentFormat.RECORD_END)
                .putInt((int) checksum.getValue())
                .flip());
        return new BodyLocation(number, offset, length, (int) checksum.getValue());
    }

    private void put(ByteBuffer octets) throws IOException {
        while (octets.hasRemaining()) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            int n = Math.min(buffer.remaining(), octets.remaining());
            buffer.put(octets.slice().limit(n));
            octets.position(octets.position() + n);
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            flushed += channel.write(buffer);
        }
        buffer.clear();
    }

    /** Batches written before, synced or not, stay good. */
    private void undo() {
        buffer.clear();
        flushed = written;
        try {
            channel.truncate(written);
            channel.position(written);
        } catch (IOException e) {
            // what stands behind the last good batch is a torn tail now: nothing may be written after it
            broken = true;
        }
    }

    /**
     * Returns when everything up to an end is on stable storage.
     *
     * @throws IOException if that is not certain
     */
    void sync(long end) throws IOException {
        syncing.lock();
        try {
            if (synced < end) {
                force();
            }
        } finally {
            syncing.unlock();
        }
    }

    private void force() throws IOException {
        if (syncFailed) {
            // a second sync might succeed although the first one lost the pages
            throw new IOException("an earlier sync of segment " + number + " failed");
        }
        long reached = written;
        try {
            channel.force(false);
        } catch (IOException e) {
            syncFailed = true;
            broken = true;
            throw e;
        }
        synced = reached;
    }

    /** Syncs and closes; whoever still waits in {@link #sync} finds that done. */
    void close() throws IOException {
        syncing.lock();
        try (FileChannel closing = channel) {
            if (!syncFailed && closing.isOpen()) {
                force();
            }
        } finally {
            syncing.unlock();
        }
    }
}
