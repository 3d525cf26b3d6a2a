package org.waybill.micro;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the application says of its start. It speaks by system properties, because the launcher and the application have
 * no class loader in common that either could be handed an object through.
 */
final class StartupReport {

    /** Tells the application that somebody reads what it says. */
    static final String LAUNCHER = "waybill.launcher";

    static final String READY = "waybill.startup.report";
    static final String FAILURE = "waybill.startup.failure";

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long POLL_MILLIS = 20;

    private StartupReport() {}

    /** Waits until the application is ready; a deployment that failed without a word is found by asking the server. */
    static String await(BooleanSupplier deployed, Path log) throws StartupException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            // deployed goes first: the application may speak between the two questions
            boolean runs = deployed.getAsBoolean();
            refuse(System.getProperty(FAILURE));
            String report = System.getProperty(READY);
            if (report != null && runs) {
                // it may have a password in it
                System.clearProperty(READY);
                return report;
            }
            if (!runs) {
                throw new StartupException("Waybill could not be deployed; see " + log);
            }
            pause();
        }
        throw new StartupException("Waybill was not ready after " + PATIENCE.toSeconds() + " seconds; see " + log);
    }

    private static void refuse(@Nullable String failure) throws StartupException {
        if (failure != null) {
            throw new StartupException(failure);
        }
    }

    private static void pause() throws StartupException {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupException("Waybill was interrupted while starting", e);
        }
    }
}
