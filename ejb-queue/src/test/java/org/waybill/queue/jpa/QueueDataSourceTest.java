package org.waybill.queue.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueDataSourceTest {

    private Path home;
    private DataSource database;

    @BeforeEach
    void open(@TempDir Path directory) {
        home = directory;
        database = new QueueDataSource(home);
    }

    @AfterEach
    void close() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        }
    }

    @Test
    void keepsTheDatabaseInTheHome() throws SQLException {
        execute("create table t (x int)");

        assertTrue(Files.exists(home.resolve("db/queue.mv.db")));
    }

    @Test
    void forcesEveryWrite() throws SQLException {
        assertTrue(QueueDataSource.url(home).startsWith("jdbc:h2:durable:"));
        assertEquals("0", setting("WRITE_DELAY"));
    }

    @Test
    void migratesOnceAndThenFindsNothingToDo() throws SQLException {
        QueueSchema.migrate(database);
        execute("insert into admin_user values ('admin', 'hash', 'admin')");

        QueueSchema.migrate(database);

        assertEquals(1, execute("delete from admin_user"));
    }

    @Test
    void refusesTablesThatSomebodyElseMade() throws SQLException {
        execute("create table envelope (x int)");

        assertThrows(FlywayException.class, () -> QueueSchema.migrate(database));
    }

    private int execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return statement.getUpdateCount();
        }
    }

    private String setting(String name) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select setting_value from information_schema.settings where setting_name = '" + name + "'")) {
            return row.next() ? row.getString(1) : "";
        }
    }
}
