package org.waybill.smtp.session;

import java.time.Duration;
import org.waybill.smtp.listener.SessionLimits;

/** How much a client may get wrong: the first errors are free, then each reply waits longer, then the session ends. */
final class ErrorBudget {

    private static final int MOST_STEPS = 10;

    private final SessionLimits limits;
    private int errors;
    private int junk;
    private int authFailures;

    ErrorBudget(SessionLimits limits) {
        this.limits = limits;
    }

    void error() {
        errors++;
    }

    /** A command that leads to no mail; too many in a row are errors. */
    void junk() {
        junk++;
        if (junk > limits.junkCommands()) {
            errors++;
        }
    }

    /** A mail came through. */
    void mail() {
        junk = 0;
    }

    void authFailure() {
        authFailures++;
        errors++;
    }

    boolean spent() {
        return errors > limits.errors() || authFailures > limits.authFailures();
    }

    /** How long the next reply waits. */
    Duration delay() {
        int late = Math.max(errors - limits.errors() / 2, 0);
        return limits.errorDelay().multipliedBy(Math.min(late, MOST_STEPS));
    }
}
