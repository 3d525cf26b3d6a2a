package org.waybill.queue.tables;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.core.tables.InlineTable;
import org.waybill.queue.core.tables.KeyedSource;
import org.waybill.queue.core.tables.SqlQuery;
import org.waybill.queue.core.tables.TableUnavailableException;
import org.waybill.queue.jpa.Transactions;

/**
 * {@code sql:}: a data source of the server, asked with a prepared statement over a connection that may only read. Columns
 * are joined with blanks, rows with commas, as aliases need them.
 */
final class SqlSource implements KeyedSource {

    /** Finds data sources by their JNDI names. */
    interface DataSources {
        DataSource find(String name) throws NamingException;
    }

    private static final int PATIENCE_SECONDS = 5;

    /** The rows of one key. */
    private static final int MOST_ROWS = 1000;

    private static final int MOST_CHARACTERS = 64 * 1024;

    private final DataSources dataSources;
    private final Transactions transactions;
    private final SqlQuery query;

    SqlSource(DataSources dataSources, Transactions transactions, SqlQuery query) {
        this.dataSources = dataSources;
        this.transactions = transactions;
        this.query = query;
    }

    /** What is asked over one connection. */
    private interface Question<T> {
        T ask(Connection connection) throws SQLException, TableUnavailableException;
    }

    @Override
    public Optional<String> first(List<String> keys) throws TableUnavailableException {
        return asked(connection -> {
            try (PreparedStatement statement = prepared(connection, query.lookup(), MOST_ROWS + 1)) {
                for (String key : keys) {
                    statement.setString(1, key);
                    Optional<String> value = value(statement);
                    if (value.isPresent()) {
                        return value;
                    }
                }
                return Optional.empty();
            }
        });
    }

    private static PreparedStatement prepared(Connection connection, String text, int rows) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text);
        statement.setQueryTimeout(PATIENCE_SECONDS);
        statement.setMaxRows(rows);
        return statement;
    }

    private static Optional<String> value(PreparedStatement statement) throws SQLException, TableUnavailableException {
        StringJoiner value = new StringJoiner(", ");
        int rows = 0;
        try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                String row = columns(result, 1);
                if (!row.isEmpty()) {
                    value.add(row);
                }
                rows++;
                if (rows > MOST_ROWS || value.length() > MOST_CHARACTERS) {
                    throw new TableUnavailableException(
                            "a key has more than " + MOST_ROWS + " rows or " + MOST_CHARACTERS + " characters");
                }
            }
        }
        return value.length() == 0 ? Optional.empty() : Optional.of(value.toString());
    }

    private static String columns(ResultSet result, int first) throws SQLException {
        StringJoiner row = new StringJoiner(" ");
        for (int i = first; i <= result.getMetaData().getColumnCount(); i++) {
            String column = result.getString(i);
            if (column != null && !column.isEmpty()) {
                row.add(column);
            }
        }
        return row.toString();
    }

    @Override
    public List<InlineTable.Entry> entries(int most) throws TableUnavailableException {
        if (query.contents().isEmpty()) {
            throw new TableUnavailableException(
                    "this use needs all entries: add contents \"select …\" behind the query of the table");
        }
        return asked(connection -> {
            List<InlineTable.Entry> entries = new ArrayList<>();
            try (PreparedStatement statement = prepared(connection, query.contents(), most);
                    ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    String key = result.getString(1);
                    String value = columns(result, 2);
                    if (key != null && !key.isEmpty()) {
                        entries.add(value.isEmpty() ? new InlineTable.Entry(key) : new InlineTable.Entry(key, value));
                    }
                }
            }
            return entries;
        });
    }

    private <T> T asked(Question<T> question) throws TableUnavailableException {
        Attempt<T> attempt = transactions.outside(() -> attempt(question));
        if (attempt.answer() == null) {
            throw attempt.trouble();
        }
        return attempt.answer();
    }

    /** @param trouble what it was if there is no answer */
    private record Attempt<T>(@Nullable T answer, TableUnavailableException trouble) {}

    private <T> Attempt<T> attempt(Question<T> question) {
        TableUnavailableException trouble;
        try (Connection connection = dataSources.find(query.dataSource()).getConnection()) {
            return new Attempt<>(readOnly(connection, question), new TableUnavailableException(""));
        } catch (TableUnavailableException e) {
            trouble = e;
        } catch (NamingException e) {
            trouble = new TableUnavailableException("there is no data source '" + query.dataSource() + "'", e);
        } catch (SQLTimeoutException e) {
            trouble = new TableUnavailableException("the database did not answer within " + PATIENCE_SECONDS + " s", e);
        } catch (SQLException e) {
            // drivers put addresses, users and worse into their messages
            trouble = new TableUnavailableException("the database failed with SQLSTATE " + e.getSQLState(), e);
        }
        return new Attempt<>(null, trouble);
    }

    /** In a transaction, which PostgreSQL needs to mean it, and with the connection left as it was: it is a pool's. */
    private static <T> T readOnly(Connection connection, Question<T> question)
            throws SQLException, TableUnavailableException {
        boolean readOnly = connection.isReadOnly();
        boolean autoCommit = connection.getAutoCommit();
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        try {
            return question.ask(connection);
        } finally {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
            connection.setReadOnly(readOnly);
        }
    }
}
