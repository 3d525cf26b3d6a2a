package org.waybill.queue.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.h2.jdbcx.JdbcConnectionPool;

/** The real database, migrated, with transactions of a thread's own entity manager instead of the container's. */
public final class QueueDatabase implements Transactions, Supplier<EntityManager>, AutoCloseable {

    private final JdbcConnectionPool pool;
    private final EntityManagerFactory factory;

    @SuppressWarnings("ThreadLocalUsage") // a database lives as long as its test
    private final ThreadLocal<EntityManager> current = new ThreadLocal<>();

    public QueueDatabase(Path home) {
        DurableFileSystem.register();
        pool = JdbcConnectionPool.create(QueueDataSource.url(home), "waybill", "");
        QueueSchema.migrate(pool);
        factory = Persistence.createEntityManagerFactory(
                "waybill",
                Map.of(
                        "jakarta.persistence.transactionType",
                        "RESOURCE_LOCAL",
                        "jakarta.persistence.jtaDataSource",
                        "",
                        "jakarta.persistence.nonJtaDataSource",
                        pool,
                        "eclipselink.logging.level",
                        System.getProperty("waybill.test.sql", "WARNING")));
    }

    public JdbcConnectionPool pool() {
        return pool;
    }

    @Override
    public EntityManager get() {
        return Objects.requireNonNull(current.get(), "no transaction");
    }

    @Override
    public <T> T inNew(Supplier<T> work) {
        EntityManager outer = current.get();
        EntityManager em = factory.createEntityManager();
        current.set(em);
        try {
            em.getTransaction().begin();
            T result = work.get();
            em.getTransaction().commit();
            return result;
        } finally {
            if (em.getTransaction().isActive()) {
                em.getTransaction().rollback();
            }
            em.close();
            current.set(outer);
        }
    }

    @Override
    public <T> T outside(Supplier<T> work) {
        return work.get();
    }

    /** Empties all tables. */
    public void clear() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : List.of(
                    "message",
                    "envelope",
                    "attempt",
                    "configuration_revision",
                    "configuration_import",
                    "admin_user",
                    "table_entry",
                    "secret_entry",
                    "suspension")) {
                statement.addBatch("delete from " + table);
            }
            statement.executeBatch();
        }
    }

    @Override
    public void close() throws SQLException {
        factory.close();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        }
        pool.dispose();
    }
}
