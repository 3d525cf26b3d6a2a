package org.waybill.queue.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.waybill.queue.core.tables.KeyedTable;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.LookupTable.Answer;
import org.waybill.queue.core.tables.LookupTable.Contents;
import org.waybill.queue.core.tables.LookupTable.Service;
import org.waybill.queue.core.tables.LookupTableContract;
import org.waybill.queue.core.tables.SqlQuery;
import org.waybill.queue.jpa.Transactions;

/** {@code sql:} tables in a real PostgreSQL. */
class SqlTableTest implements LookupTableContract {

    private static final String LOOKUP = "select v from entry where lower(k) = ?";
    private static final String CONTENTS = "select k, v from entry order by position";

    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() {
        server = postgres();
    }

    private static EmbeddedPostgres postgres() {
        try {
            return EmbeddedPostgres.builder()
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start();
        } catch (IOException | IllegalStateException e) {
            return Assumptions.abort("PostgreSQL does not run on this machine: " + e);
        }
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void empty() {
        execute("drop table if exists entry; create table entry (k varchar(200) primary key, v varchar(99999),"
                + " position serial)");
    }

    private static void execute(String sql) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public LookupTable list(String... values) {
        empty();
        for (String value : values) {
            put(value, value);
        }
        return table(LOOKUP, CONTENTS);
    }

    @Override
    public LookupTable mapping(String key, String value) {
        put(key, value);
        return table(LOOKUP, CONTENTS);
    }

    /** Of two keys that differ in case the later one is kept, as whoever fills a database must see to. */
    private static void put(String key, String value) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                PreparedStatement delete = connection.prepareStatement("delete from entry where lower(k) = ?");
                PreparedStatement insert = connection.prepareStatement("insert into entry (k, v) values (?, ?)")) {
            delete.setString(1, key.toLowerCase(Locale.ROOT));
            delete.execute();
            insert.setString(1, key);
            insert.setString(2, value);
            insert.execute();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static LookupTable table(String lookup, String contents) {
        return table(name -> server.getPostgresDatabase(), lookup, contents);
    }

    private static LookupTable table(SqlSource.DataSources sources, String lookup, String contents) {
        return new KeyedTable(
                "t",
                new SqlSource(sources, new NoTransactions(), new SqlQuery("jdbc/mail", lookup, contents)),
                Clock.systemUTC());
    }

    private static void assertUnavailable(String reason, Answer answer) {
        assertEquals(new Answer.Unavailable(reason), answer);
    }

    @Test
    void joinsColumnsWithBlanksAndRowsWithCommas() {
        execute("create table if not exists alias (name text, member text, note text);"
                + " insert into alias values ('team', 'bob', null), ('team', 'carol', 'x'), ('void', null, '')");
        LookupTable table = table("select member, note from alias where name = ?", "");
        assertEquals(new Answer.Found("bob, carol x"), table.lookup("TEAM"));
        assertEquals(new Answer.Missing(), table.lookup("void"));
    }

    @Test
    void withoutAQueryForContentsOnlyKeysCanBeAskedFor() {
        put("alice", "x");
        LookupTable table = table(LOOKUP, "");
        assertEquals(new Answer.Found("x"), table.match(Service.MAILADDR, "alice@example.org"));
        String reason = "this use needs all entries: add contents \"select …\" behind the query of the table";
        assertUnavailable(reason, table.match(Service.NETADDR, "10.0.0.1"));
        assertEquals(new Contents.Unavailable(reason), table.contents());
    }

    @Test
    void cannotWrite() {
        put("alice", "x");
        // PostgreSQL's code for a read-only transaction
        assertUnavailable(
                "the database failed with SQLSTATE 25006",
                table("with gone as (delete from entry where k = ? returning v) select v from gone", "")
                        .lookup("alice"));
        assertEquals(new Answer.Found("x"), table(LOOKUP, "").lookup("alice"));
    }

    @Test
    void doesNotWaitForEver() {
        assertTrue(table("select pg_sleep(60), ?", "").lookup("a") instanceof Answer.Unavailable u
                // the driver cancels the statement, which PostgreSQL reports with its own code
                && u.reason().matches("the database (failed with SQLSTATE 57014|did not answer within 5 s)"));
    }

    @Test
    void aBadQueryIsUnavailableWithoutTheDriversText() {
        assertUnavailable(
                "the database failed with SQLSTATE 42P01",
                table("select x from nowhere where y = ?", "").lookup("a"));
    }

    @Test
    void aTooLargeValueIsUnavailable() {
        execute("insert into entry (k, v) values ('big', repeat('x', 70000))");
        assertTrue(table(LOOKUP, "").lookup("big") instanceof Answer.Unavailable u
                && u.reason().contains("65536 characters"));
    }

    @Test
    void aDatabaseThatIsNotThereIsUnavailable() {
        PGSimpleDataSource nobody = new PGSimpleDataSource();
        nobody.setUrl("jdbc:postgresql://127.0.0.1:1/x?user=joe&password=secretpw");
        assertUnavailable(
                "the database failed with SQLSTATE 08001",
                table(name -> nobody, LOOKUP, "").lookup("a"));
        SqlSource.DataSources none = name -> {
            throw new NamingException("not bound");
        };
        assertUnavailable(
                "there is no data source 'jdbc/mail'", table(none, LOOKUP, "").lookup("a"));
    }

    @Test
    void leavesTheConnectionAsItWas() throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection()) {
            DataSource one = new OneConnection(connection);
            table(name -> one, LOOKUP, CONTENTS).lookup("a");
            assertEquals(false, connection.isReadOnly());
            assertEquals(true, connection.getAutoCommit());
        }
    }

    private static final class NoTransactions implements Transactions {
        @Override
        public <T> T inNew(Supplier<T> work) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> T outside(Supplier<T> work) {
            return work.get();
        }
    }
}
