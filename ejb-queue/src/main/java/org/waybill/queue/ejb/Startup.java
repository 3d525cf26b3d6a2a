package org.waybill.queue.ejb;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * How far the start has come. Whoever launched the server reads it from two system properties: a server's own class loaders
 * and log formats lie between the application and the terminal, these do not.
 */
@ApplicationScoped
public class Startup {

    /** Set when mail can come in: the block that is printed. */
    static final String REPORT = "waybill.startup.report";

    /** Set when the server must not run: one line. */
    static final String FAILURE = "waybill.startup.failure";

    /** Set by a launcher that waits for the other two. */
    static final String LAUNCHER = "waybill.launcher";

    private static final Logger LOG = Logger.getLogger("org.waybill.startup");

    private volatile boolean finished;
    private volatile boolean reported;

    /** Database and configuration are ready: from now on mail may come in and go out. */
    void finish() {
        finished = true;
    }

    boolean finished() {
        return finished;
    }

    /** Whether the listeners have been reported once, so that a later failure of one no longer stops the server. */
    boolean reported() {
        return reported;
    }

    /**
     * The block may have the first password: a launcher shows it on the terminal and keeps it out of the log; where there is
     * none, the server's log is the only place to show it.
     */
    void report(String block) {
        reported = true;
        if (Boolean.getBoolean(LAUNCHER)) {
            System.setProperty(REPORT, block);
        } else {
            LOG.info(block);
        }
    }

    void fail(String line) {
        LOG.log(Level.SEVERE, line);
        System.setProperty(FAILURE, line);
    }
}
