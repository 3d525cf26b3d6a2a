package org.waybill.queue.jpa;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;

/** Flyway's warnings and errors; its dozen lines of good news at every start are left out. Made by Flyway, by name. */
public final class QuietFlywayLog implements LogCreator {

    @Override
    public Log createLogger(Class<?> about) {
        return new Lines(Logger.getLogger(about.getName()));
    }

    private record Lines(Logger logger) implements Log {
        @Override
        public void debug(String message) {}

        @Override
        public void info(String message) {}

        @Override
        public void notice(String message) {}

        @Override
        public void warn(String message) {
            logger.warning(message);
        }

        @Override
        public void error(String message) {
            logger.severe(message);
        }

        @Override
        public void error(String message, Exception cause) {
            logger.log(Level.SEVERE, message, cause);
        }
    }
}
