package org.waybill.smtp.netty;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file for one body. Its directory loses it at once where the system allows it, so that not even a killed server leaves
 * it behind. Every call may take as long as the disk likes.
 */
final class SpoolFile implements Closeable {

    static final String PREFIX = "body-";
    static final String SUFFIX = ".spool";

    private final FileChannel channel;

    private SpoolFile(FileChannel channel) {
        this.channel = channel;
    }

    static SpoolFile create(Path directory) throws IOException {
        // made with a name nobody can guess, readable by nobody else
        Path path = Files.createTempFile(directory, PREFIX, SUFFIX);
        return new SpoolFile(FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
    }

    /** Nothing is synced: what makes a mail durable is the commit behind it. */
    void write(byte[] octets) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(octets);
        while (left.hasRemaining()) {
            channel.write(left);
        }
    }

    /** A new stream over the first octets; several can share the file. */
    InputStream read(long size) {
        return new Input(channel, size);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Reads by position. */
    private static final class Input extends InputStream {

        private final FileChannel file;
        private final long size;
        private long position;

        Input(FileChannel file, long size) {
            this.file = file;
            this.size = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int wanted = (int) Math.min(length, size - position);
            int count = wanted <= 0 ? -1 : file.read(ByteBuffer.wrap(target, offset, wanted), position);
            if (count > 0) {
                position += count;
            }
            return count;
        }

        @Override
        public int available() {
            return (int) Math.min(Integer.MAX_VALUE, size - position);
        }
    }
}
