package org.waybill.queue.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.waybill.queue.core.envelope.BodyLocation;
import org.waybill.queue.spool.SegmentFormat.RecordStart;

/**
 * All records of one segment, from front to back, each with its checksums verified. What is damaged is passed over up to
 * the next record that is whole, and counted; a torn tail is damage without a record after it.
 */
public final class SegmentReader implements Closeable {

    /**
     * One record.
     *
     * @param header the transaction in text form
     * @param location where its body is
     */
    public record SegmentRecord(String header, BodyLocation location) {}

    private static final int WINDOW = 64 << 10;

    private final long segment;
    private final FileChannel channel;
    private final long size;
    private final long mark;
    private long position = SegmentFormat.SEGMENT_START;
    private long damaged;

    private SegmentReader(long segment, FileChannel channel, long size, long mark) {
        this.segment = segment;
        this.channel = channel;
        this.size = size;
        this.mark = mark;
    }

    static SegmentReader open(Path file, long segment) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            ByteBuffer start = read(channel, 0, SegmentFormat.SEGMENT_START);
            return new SegmentReader(segment, channel, channel.size(), SegmentFormat.readSegmentStart(start));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The next whole record, empty at the end. */
    public Optional<SegmentRecord> next() throws IOException {
        while (position < size) {
            Optional<SegmentRecord> record = recordAt(position);
            if (record.isPresent()) {
                BodyLocation body = record.get().location();
                position = body.offset() + body.length() + SegmentFormat.RECORD_END;
                return record;
            }
            long next = nextMark(position + 1);
            damaged += next - position;
            position = next;
        }
        return Optional.empty();
    }

    /** How many octets were passed over so far because they are no whole record. */
    public long damagedOctets() {
        return damaged;
    }

    private Optional<SegmentRecord> recordAt(long at) throws IOException {
        if (size - at < SegmentFormat.RECORD_START) {
            return Optional.empty();
        }
        Optional<RecordStart> possible = RecordStart.read(read(channel, at, SegmentFormat.RECORD_START), mark);
        if (possible.isEmpty()) {
            return Optional.empty();
        }
        RecordStart start = possible.get();
        long left = size - at - SegmentFormat.RECORD_START - start.headerLength() - SegmentFormat.RECORD_END;
        if (start.bodyLength() > left) {
            return Optional.empty();
        }
        byte[] header = read(channel, at + SegmentFormat.RECORD_START, start.headerLength())
                .array();
        if (!start.belongsTo(header)) {
            return Optional.empty();
        }
        long offset = at + SegmentFormat.RECORD_START + start.headerLength();
        int checksum = checksum(offset, start.bodyLength());
        if (read(channel, offset + start.bodyLength(), SegmentFormat.RECORD_END).getInt() != checksum) {
            return Optional.empty();
        }
        BodyLocation location = new BodyLocation(segment, offset, start.bodyLength(), checksum);
        return Optional.of(new SegmentRecord(new String(header, StandardCharsets.UTF_8), location));
    }

    private int checksum(long from, long length) throws IOException {
        CRC32C checksum = new CRC32C();
        for (long done = 0; done < length; done += WINDOW) {
            checksum.update(read(channel, from + done, (int) Math.min(WINDOW, length - done)));
        }
        return (int) checksum.getValue();
    }

    /** Where the segment's mark stands next, or the segment's end. */
    private long nextMark(long from) throws IOException {
        for (long at = from; at + Long.BYTES <= size; at += WINDOW) {
            // windows overlap by the length of a mark
            ByteBuffer window = read(channel, at, (int) Math.min(WINDOW + Long.BYTES - 1, size - at));
            for (int i = 0; i + Long.BYTES <= window.limit(); i++) {
                if (window.getLong(i) == mark) {
                    return at + i;
                }
            }
        }
        return size;
    }

    private static ByteBuffer read(FileChannel channel, long at, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        int n = 0;
        while (n >= 0 && buffer.hasRemaining()) {
            n = channel.read(buffer, at + buffer.position());
        }
        return buffer.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
