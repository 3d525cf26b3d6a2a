package org.waybill.queue.jpa;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.waybill.queue.settings.Settings;
import org.waybill.queue.settings.SettingsException;

/**
 * The embedded database of this node under {@code WAYBILL_HOME/db}. The class exists because a standard
 * {@code @DataSourceDefinition} cannot read the settings: it names this class and nothing else, and the pool around it is
 * the container's.
 *
 * <p>After a full disk H2 closes the database, and opens it again only once all its connections are closed. The pool must
 * therefore validate by a query (never by {@code isValid()}, which says yes) and close all connections when one fails.
 */
public final class QueueDataSource implements DataSource {

    private final JdbcDataSource database = new JdbcDataSource();

    /** The database of this process, by its settings. */
    public QueueDataSource() throws SettingsException {
        this(Settings.ofProcess().home());
    }

    /** @param home the data directory */
    public QueueDataSource(Path home) {
        DurableFileSystem.register();
        database.setURL(url(home));
        database.setUser("waybill");
        database.setPassword("");
    }

    /** With {@code retry}, H2's own layer that opens the file again when a thread was interrupted in the midst of an access. */
    static String url(Path home) {
        Path file = home.toAbsolutePath().resolve("db/queue");
        return "jdbc:h2:" + DurableFileSystem.SCHEME + ":retry:" + file
                + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000;QUERY_CACHE_SIZE=64";
    }

    @Override
    public Connection getConnection() throws SQLException {
        return database.getConnection();
    }

    /** The file system guards the database: the user is always the same. */
    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return database.getConnection();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return database.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        database.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        database.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return database.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("org.waybill.queue.jpa");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return database.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return database.isWrapperFor(type);
    }
}
