package org.waybill.smtp.netty;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.waybill.smtp.listener.MessageBody;

/**
 * One body on its way in: up to {@link #MAX_IN_MEMORY} octets in memory, beyond that in a file that its directory loses
 * at once where the system allows it, so that not even a killed server leaves it behind. Its life: the connection
 * appends, hands it to the {@link MailHandler} and releases it when that has answered, or when the client went away
 * before.
 *
 * <p>Trouble with the disk does not stop it: the rest is dropped, {@link #failed} tells, and the client hears a transient
 * refusal at the end of its data.
 *
 * <p>Files are written on the event loop, in chunks of some kilobytes: they land in the page cache, which costs less than
 * passing them to another thread. Nothing is synced here; what makes a mail durable is the commit behind it.
 */
final class MessageSpool implements MessageBody {

    /** In octets; most mails are smaller. */
    static final int MAX_IN_MEMORY = 64 * 1_024;

    static final String PREFIX = "body-";
    static final String SUFFIX = ".spool";

    private static final Logger LOG = System.getLogger(MessageSpool.class.getName());

    private final Path directory;
    private final AtomicBoolean released = new AtomicBoolean();
    private ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable FileChannel file;
    private boolean failed;
    private long size;

    MessageSpool(Path directory) {
        this.directory = directory;
    }

    void append(ByteBuf octets) {
        append(octets.nioBuffer());
    }

    void append(ByteBuffer octets) {
        if (failed) {
            return;
        }
        try {
            size += octets.remaining();
            if (file == null && size <= MAX_IN_MEMORY) {
                keep(octets);
            } else {
                write(file == null ? moveToFile() : file, octets);
            }
        } catch (IOException e) {
            failed = true;
            LOG.log(Level.ERROR, "spool=" + directory + " cannot be written", e);
        }
    }

    private void keep(ByteBuffer octets) {
        byte[] copy = new byte[octets.remaining()];
        octets.get(copy);
        memory.writeBytes(copy);
    }

    private FileChannel moveToFile() throws IOException {
        // made with a name nobody can guess, readable by nobody else
        Path path = Files.createTempFile(directory, PREFIX, SUFFIX);
        FileChannel opened = FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        file = opened;
        write(opened, ByteBuffer.wrap(memory.toByteArray()));
        memory = new ByteArrayOutputStream(0);
        return opened;
    }

    private static void write(FileChannel file, ByteBuffer octets) throws IOException {
        while (octets.hasRemaining()) {
            file.write(octets);
        }
    }

    /** Whether something is missing. */
    boolean failed() {
        return failed;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public InputStream open() throws IOException {
        if (released.get()) {
            throw new IOException("the body is released");
        }
        return file == null ? new ByteArrayInputStream(memory.toByteArray()) : new FileInput(file, size);
    }

    /** Gives memory and disk back; a second call does nothing. On any thread. */
    void release() {
        if (!released.compareAndSet(false, true) || file == null) {
            return;
        }
        try {
            file.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "spool=" + directory + " a body could not be closed", e);
        }
    }

    /** Reads by position, so that several streams can share the one file. */
    private static final class FileInput extends InputStream {

        private final FileChannel file;
        private final long size;
        private long position;

        FileInput(FileChannel file, long size) {
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
