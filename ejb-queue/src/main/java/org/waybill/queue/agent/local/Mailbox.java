package org.waybill.queue.agent.local;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/**
 * Appends to an mbox file as this process: under both locks that Debian's policy asks for, a dotlock and an fcntl lock,
 * never through a link, and all of a mail or nothing of it.
 *
 * @param file the mailbox
 * @param clock for the age of locks
 * @param patience for a lock
 */
record Mailbox(Path file, Clock clock, Duration patience) {

    private static final Duration PAUSE = Duration.ofMillis(50);

    /**
     * Makes the mailbox, if it is missing.
     *
     * @param uid who owns it then, negative for this process
     */
    void create(long uid, String permissions) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException madeMeanwhile) {
            return;
        }
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
            if (uid >= 0) {
                Files.setAttribute(file, "unix:uid", (int) uid, LinkOption.NOFOLLOW_LINKS);
            }
        } catch (IOException e) {
            Files.delete(file);
            throw e;
        }
        MaildirDirectory.sync(parent());
    }

    private Path parent() {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    /** Appends a mail; when this returns it is on disk. */
    void append(LocalMessage.Writer mail) throws IOException, InterruptedException {
        checkKind();
        try (DotLock lock = DotLock.take(file, clock, patience);
                FileChannel channel = open();
                FileLock system = lock(channel)) {
            if (!lock.isHeld() || !system.isValid()) {
                throw new IOException(file + " is not locked");
            }
            checkKind();
            long end = channel.size();
            try {
                channel.position(end);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), LocalMessage.BUFFER);
                if (!endsWithLine(channel, end)) {
                    out.write('\n');
                }
                mail.writeTo(out);
                out.flush();
                channel.force(true);
            } catch (IOException | RuntimeException e) {
                channel.truncate(end);
                channel.force(true);
                throw e;
            }
        }
    }

    private FileChannel open() throws IOException {
        // for reading too: opening a FIFO only to write would wait for its reader
        return FileChannel.open(
                file, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    }

    /** A directory, device or FIFO is no mailbox; a second name of a file may be somebody else's. */
    private void checkKind() throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(file + " is no regular file");
        }
        if (((Integer) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS)) != 1) {
            throw new IOException(file + " has more than one name");
        }
    }

    private FileLock lock(FileChannel channel) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return lock;
                }
            } catch (OverlappingFileLockException byThisProcess) {
                // waits like for any other one
            }
            if (System.nanoTime() >= deadline) {
                throw new IOException(file + " is locked");
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private static boolean endsWithLine(FileChannel channel, long end) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return end == 0 || channel.read(last, end - 1) != 1 || last.get(0) == '\n';
    }
}
