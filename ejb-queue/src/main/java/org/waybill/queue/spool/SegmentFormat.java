package org.waybill.queue.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The octets of a segment, all numbers big-endian.
 *
 * <pre>
 * segment   magic 8 "WAYBILL1", mark 8, then records
 * record    mark 8, header length 4, body length 8, checksum 4 of mark, lengths and header,
 *           header (UTF-8), body, checksum 4 of the body
 * </pre>
 *
 * The mark is a random number of the segment. A sender cannot know it, so no mail can hold something that looks like a
 * record when a damaged segment is searched for the next one. Checksums are CRC-32C.
 */
final class SegmentFormat {

    static final int SEGMENT_START = 16;
    static final int RECORD_START = 24;
    static final int RECORD_END = 4;
    static final int MAX_HEADER = 16 << 20;
    private static final long MAGIC = 0x57415942494c4c31L;

    private SegmentFormat() {}

    static ByteBuffer segmentStart(long mark) {
        return ByteBuffer.allocate(SEGMENT_START).putLong(MAGIC).putLong(mark).flip();
    }

    /** The segment's mark. */
    static long readSegmentStart(ByteBuffer start) throws IOException {
        if (start.remaining() < SEGMENT_START || start.getLong() != MAGIC) {
            throw new IOException("not a segment file: its first octets are wrong");
        }
        return start.getLong();
    }

    /** Everything of a record that stands before its body. */
    static ByteBuffer recordStart(long mark, String header, long bodyLength) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        if (text.length > MAX_HEADER) {
            throw new IOException("the header of a record has at most " + MAX_HEADER + " octets, not " + text.length);
        }
        return ByteBuffer.allocate(RECORD_START + text.length)
                .putLong(mark)
                .putInt(text.length)
                .putLong(bodyLength)
                .putInt(checksum(mark, bodyLength, text))
                .put(text)
                .flip();
    }

    private static int checksum(long mark, long bodyLength, byte[] header) {
        CRC32C checksum = new CRC32C();
        checksum.update(ByteBuffer.allocate(RECORD_START - Integer.BYTES)
                .putLong(mark)
                .putInt(header.length)
                .putLong(bodyLength)
                .flip());
        checksum.update(header);
        return (int) checksum.getValue();
    }

    /** The first {@link #RECORD_START} octets of a record. */
    record RecordStart(long mark, int headerLength, long bodyLength, int checksum) {

        /** Empty if these octets cannot begin a record of the segment. */
        static Optional<RecordStart> read(ByteBuffer octets, long mark) {
            RecordStart start = new RecordStart(octets.getLong(), octets.getInt(), octets.getLong(), octets.getInt());
            boolean possible = start.mark == mark
                    && start.headerLength >= 0
                    && start.headerLength <= MAX_HEADER
                    && start.bodyLength >= 0;
            return possible ? Optional.of(start) : Optional.empty();
        }

        /** Whether this is what was written before the header. */
        boolean belongsTo(byte[] header) {
            return header.length == headerLength && SegmentFormat.checksum(mark, bodyLength, header) == checksum;
        }
    }
}
