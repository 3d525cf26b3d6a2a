package org.waybill.queue.jpa;

import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The tables. JPA never makes them: each version's script is carried out once, in order. */
public final class QueueSchema {

    /** Held here, since a logger that nobody holds loses its level. */
    private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

    private QueueSchema() {}

    /**
     * Brings the database to this version's schema.
     *
     * @throws org.flywaydb.core.api.FlywayException if that fails, or a newer version has been here
     */
    public static void migrate(DataSource database) {
        FLYWAY.setLevel(Level.WARNING);
        Flyway.configure(QueueSchema.class.getClassLoader())
                // by name: Flyway loads it with its own class loader, which in an EAR does not see this package
                .loggers("slf4j")
                .dataSource(database)
                .locations("classpath:org/waybill/queue/jpa/migration/h2")
                .failOnMissingLocations(true)
                .cleanDisabled(true)
                .load()
                .migrate();
    }
}
