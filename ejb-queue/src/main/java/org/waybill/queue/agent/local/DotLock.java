package org.waybill.queue.agent.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The lock that a file {@code NAME.lock} beside a mailbox is, for whoever made it. One of five minutes is forgotten. */
final class DotLock implements AutoCloseable {

    private static final Duration STALE = Duration.ofMinutes(5);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Path lock;

    private DotLock(Path lock) {
        this.lock = lock;
    }

    /** Waits for the lock. */
    static DotLock take(Path file, Clock clock, Duration patience) throws IOException, InterruptedException {
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                Files.write(
                        lock,
                        Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE);
                return new DotLock(lock);
            } catch (FileAlreadyExistsException e) {
                if (forget(lock, clock)) {
                    continue;
                }
            }
            if (System.nanoTime() >= deadline) {
                throw new IOException(file + " is locked by " + lock);
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private static boolean forget(Path lock, Clock clock) throws IOException {
        try {
            Instant made =
                    Files.getLastModifiedTime(lock, LinkOption.NOFOLLOW_LINKS).toInstant();
            return made.plus(STALE).isBefore(clock.instant()) && Files.deleteIfExists(lock);
        } catch (NoSuchFileException released) {
            return true;
        }
    }

    boolean isHeld() {
        return Files.exists(lock, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(lock);
    }
}
