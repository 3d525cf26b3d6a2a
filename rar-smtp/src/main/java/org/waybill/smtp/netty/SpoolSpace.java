package org.waybill.smtp.netty;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;

/**
 * The spool directory and whether it has room. A directory that cannot be made or written counts as full: mail is put off
 * with 452 and taken again as soon as the disk is back, without anybody restarting anything.
 */
final class SpoolSpace {

    private static final Logger LOG = System.getLogger(SpoolSpace.class.getName());

    /** Asking the file system at each MAIL would be a system call for an answer that hardly changes. */
    private static final Duration KEPT = Duration.ofSeconds(1);

    private final Path directory;
    private final long minimumFree;
    private final Executor disk;
    private final Clock clock;
    private Instant askedAt = Instant.EPOCH;
    private boolean full;

    /**
     * @param minimumFree in octets
     * @param disk writes large bodies
     */
    SpoolSpace(Path directory, long minimumFree, Executor disk, Clock clock) {
        this.directory = directory;
        this.minimumFree = minimumFree;
        this.disk = disk;
        this.clock = clock;
    }

    boolean isFor(Path otherDirectory, long otherMinimumFree) {
        return directory.equals(otherDirectory) && minimumFree == otherMinimumFree;
    }

    /** Removes what an earlier run may have left. */
    void clear() {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> leftovers =
                Files.newDirectoryStream(directory, SpoolFile.PREFIX + "*" + SpoolFile.SUFFIX)) {
            for (Path leftover : leftovers) {
                Files.deleteIfExists(leftover);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "spool=" + directory + " leftovers could not be removed", e);
        }
    }

    /** Whether there is too little room for another mail. */
    synchronized boolean full() {
        Instant now = clock.instant();
        // a clock that was set back must not keep an old answer alive
        if (now.isBefore(askedAt) || !now.isBefore(askedAt.plus(KEPT))) {
            full = !usable() || directory.toFile().getUsableSpace() < minimumFree;
            askedAt = now;
        }
        return full;
    }

    private boolean usable() {
        try {
            Files.createDirectories(directory);
            return Files.isWritable(directory);
        } catch (IOException e) {
            LOG.log(Level.ERROR, "spool=" + directory + " cannot be made", e);
            return false;
        }
    }

    /** @param caughtUp called when the disk is not behind any more */
    MessageSpool newBody(Runnable caughtUp) {
        return new MessageSpool(directory, disk, caughtUp);
    }
}
