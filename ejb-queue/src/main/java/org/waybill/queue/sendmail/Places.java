package org.waybill.queue.sendmail;

import java.nio.file.Path;

/**
 * Where sendmail and the server meet.
 *
 * @param home the data directory
 */
public record Places(Path home) {

    /** The name of a whole mail that waits ends so. */
    public static final String WAITING = ".mail";

    /** The name of one that is still being written. */
    static final String UNFINISHED = ".part";

    /** The socket that the server listens on. */
    public Path socket() {
        return home.resolve("run").resolve("sendmail.sock");
    }

    /** Where mail waits for a server that does not run. */
    public Path offline() {
        return home.resolve("offline");
    }
}
