package org.waybill.smtp.netty;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.waybill.smtp.listener.MessageBody;

/**
 * One body on its way in: up to {@link #MAX_IN_MEMORY} octets in memory, beyond that in a {@link SpoolFile}. Its life: the
 * connection appends, hands it to the {@link MailHandler} and releases it when that has answered, or when the client went
 * away before.
 *
 * <p>Trouble with the disk does not stop it: the rest is dropped, {@link #failed} tells, and the client hears a transient
 * refusal at the end of its data.
 *
 * <p>Files are written on other threads than the event loop's. Most writes end in the page cache within microseconds; but
 * when the kernel has to write back faster than the disk is, one of 16 KiB was measured to take half a second, and on an
 * event loop every session would stand still for as long. The connection appends on, until the disk is
 * {@linkplain #behind behind}, and whoever {@linkplain #open opens} the body writes what still waits, so that nobody ever
 * waits for a thread.
 */
final class MessageSpool implements MessageBody {

    /** In octets; most mails are smaller. */
    static final int MAX_IN_MEMORY = 64 * 1_024;

    /** In octets, of one body. */
    static final int MAX_WAITING = 128 * 1_024;

    private static final String RELEASED = "the body is released";

    private static final Logger LOG = System.getLogger(MessageSpool.class.getName());

    private final Path directory;
    private final Executor disk;
    private final Runnable caughtUp;

    // under this object's lock
    private ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private long size;
    private boolean writing;
    private boolean failed;
    private boolean released;

    /** Held while the file is worked on; never by an event loop, unless that does the disk's work itself. */
    private final Lock fileLock = new ReentrantLock();

    private @Nullable SpoolFile file;

    /**
     * @param disk writes; what it does not run at once, it must run before long, on whatever thread
     * @param caughtUp called on that thread when the disk is not behind any more
     */
    MessageSpool(Path directory, Executor disk, Runnable caughtUp) {
        this.directory = directory;
        this.disk = disk;
        this.caughtUp = caughtUp;
    }

    void append(ByteBuffer octets) {
        if (take(octets)) {
            disk.execute(this::write);
        }
    }

    /** Returns whether to begin to write. */
    private synchronized boolean take(ByteBuffer octets) {
        if (failed) {
            return false;
        }
        byte[] copy = new byte[octets.remaining()];
        octets.get(copy);
        waiting.writeBytes(copy);
        size += copy.length;
        return inFile() && beginToWrite();
    }

    private synchronized boolean inFile() {
        return size > MAX_IN_MEMORY;
    }

    private synchronized boolean beginToWrite() {
        boolean begin = !writing;
        writing = true;
        return begin;
    }

    /** Whether to append no more before {@code caughtUp} is called. */
    synchronized boolean behind() {
        return inFile() && waiting.size() > MAX_WAITING;
    }

    /** Writes until nothing waits, and gives the file back when nobody wants it any more. */
    private void write() {
        fileLock.lock();
        try {
            for (byte[] next = next(); next.length > 0; next = next()) {
                toFile(next);
            }
            if (isReleased() && file != null) {
                file.close();
                file = null;
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "spool=" + directory + " a body could not be closed", e);
        } finally {
            fileLock.unlock();
        }
    }

    private byte[] next() {
        byte[] next;
        boolean wasBehind;
        synchronized (this) {
            wasBehind = behind();
            next = failed || released ? new byte[0] : waiting.toByteArray();
            waiting.reset();
            writing = next.length > 0;
        }
        if (wasBehind) {
            caughtUp.run();
        }
        return next;
    }

    private void toFile(byte[] octets) {
        try {
            if (file == null) {
                file = SpoolFile.create(directory);
            }
            file.write(octets);
        } catch (IOException e) {
            synchronized (this) {
                failed = true;
            }
            LOG.log(Level.ERROR, "spool=" + directory + " cannot be written", e);
        }
    }

    /** Whether something is known to be missing; once it is {@linkplain #open open}, nothing is. */
    synchronized boolean failed() {
        return failed;
    }

    private synchronized boolean isReleased() {
        return released;
    }

    @Override
    public synchronized long size() {
        return size;
    }

    @Override
    public InputStream open() throws IOException {
        if (inFile()) {
            return openFile();
        }
        synchronized (this) {
            if (released) {
                throw new IOException(RELEASED);
            }
            return new ByteArrayInputStream(waiting.toByteArray());
        }
    }

    private InputStream openFile() throws IOException {
        fileLock.lock();
        try {
            if (isReleased()) {
                throw new IOException(RELEASED);
            }
            write();
            SpoolFile written = file;
            if (written == null || failed()) {
                throw new IOException("the body could not be written to " + directory);
            }
            return written.read(size());
        } finally {
            fileLock.unlock();
        }
    }

    /** Gives memory and disk back; a second call does nothing. On any thread. */
    void release() {
        if (letGo()) {
            disk.execute(this::write);
        }
    }

    /** Returns whether there may be a file to close that nobody is at. */
    private synchronized boolean letGo() {
        boolean first = !released;
        released = true;
        waiting = new ByteArrayOutputStream(0);
        return first && inFile() && beginToWrite();
    }
}
