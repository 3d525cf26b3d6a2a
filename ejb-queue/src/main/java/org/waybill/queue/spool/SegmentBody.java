package org.waybill.queue.spool;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.waybill.queue.core.envelope.BodyLocation;
import org.waybill.smtp.listener.MessageBody;

/**
 * A body in a segment. Up to {@value #VERIFIED_FIRST} octets the checksum is verified before anybody sees the first octet
 * (the second reading comes from the page cache), up to {@value #KEPT} octets the body is then kept in memory. A larger
 * one is verified while it is read: the read that reaches its end fails if the checksum is wrong, so whoever passes it on
 * must not complete the transfer before that.
 */
final class SegmentBody implements MessageBody {

    static final int KEPT = 64 << 10;
    static final int VERIFIED_FIRST = 1 << 20;

    private final Path file;
    private final BodyLocation location;

    private SegmentBody(Path file, BodyLocation location) {
        this.file = file;
        this.location = location;
    }

    static MessageBody open(Path file, BodyLocation location) throws IOException {
        SegmentBody body = new SegmentBody(file, location);
        try (InputStream in = body.open()) {
            if (location.length() <= KEPT) {
                return new KeptBody(in.readAllBytes());
            }
            if (location.length() <= VERIFIED_FIRST) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        }
        return body;
    }

    @Override
    public long size() {
        return location.length();
    }

    @Override
    public InputStream open() throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            channel.position(location.offset());
            return new VerifyingStream(Channels.newInputStream(channel), location);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static final class KeptBody implements MessageBody {
        private final byte[] octets;

        KeptBody(byte[] octets) {
            this.octets = octets;
        }

        @Override
        public long size() {
            return octets.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(octets);
        }
    }

    /** Ends at the body's end, and fails there if the octets are not those that were written. */
    private static final class VerifyingStream extends FilterInputStream {
        private final BodyLocation location;
        private final CRC32C checksum = new CRC32C();
        private long left;

        VerifyingStream(InputStream in, BodyLocation location) {
            super(in);
            this.location = location;
            this.left = location.length();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left == 0) {
                verify();
                return -1;
            }
            int n = in.read(target, offset, (int) Math.min(length, left));
            if (n < 0) {
                throw new EOFException("the body at " + location + " ends " + left + " octets too early");
            }
            checksum.update(target, offset, n);
            left -= n;
            if (left == 0) {
                verify();
            }
            return n;
        }

        private void verify() throws IOException {
            if ((int) checksum.getValue() != location.checksum()) {
                throw new IOException("the body at " + location + " is damaged: its checksum is wrong");
            }
        }

        @Override
        public long skip(long n) throws IOException {
            long skipped = 0;
            byte[] passed = new byte[8192];
            int read = 0;
            while (skipped < n && read >= 0) {
                read = read(passed, 0, (int) Math.min(passed.length, n - skipped));
                skipped += Math.max(read, 0);
            }
            return skipped;
        }

        @Override
        public int available() throws IOException {
            return (int) Math.min(left, in.available());
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
