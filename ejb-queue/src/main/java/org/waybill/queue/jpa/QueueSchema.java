package org.waybill.queue.jpa;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The tables. JPA never makes them: each version's script is carried out once, in order. */
public final class QueueSchema {

    private QueueSchema() {}

    /**
     * Brings the database to this version's schema.
     *
     * @throws org.flywaydb.core.api.FlywayException if that fails, or a newer version has been here
     */
    public static void migrate(DataSource database) {
        Flyway.configure(QueueSchema.class.getClassLoader())
                .loggers(QuietFlywayLog.class.getName())
                .dataSource(database)
                .locations("classpath:org/waybill/queue/jpa/migration/h2")
                .failOnMissingLocations(true)
                .cleanDisabled(true)
                .load()
                .migrate();
    }
}
