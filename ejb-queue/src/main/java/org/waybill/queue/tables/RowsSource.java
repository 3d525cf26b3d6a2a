package org.waybill.queue.tables;

import jakarta.ejb.EJBException;
import jakarta.persistence.PersistenceException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.waybill.queue.core.tables.InlineTable;
import org.waybill.queue.core.tables.KeyedSource;
import org.waybill.queue.core.tables.TableUnavailableException;
import org.waybill.queue.jpa.TableRows;

/** {@code db:}: the entries that are edited in the console, in this server's own database. One query for all keys. */
final class RowsSource implements KeyedSource {

    private final TableRows rows;
    private final String table;

    RowsSource(TableRows rows, String table) {
        this.rows = rows;
        this.table = table;
    }

    @Override
    public Optional<String> first(List<String> keys) throws TableUnavailableException {
        return asked(() -> rows.first(table, keys));
    }

    @Override
    public List<InlineTable.Entry> entries(int most) throws TableUnavailableException {
        return asked(() -> rows.entries(table, most));
    }

    /** Whatever goes wrong in the database or in the container around it. */
    static <T> T asked(Supplier<T> question) throws TableUnavailableException {
        try {
            return question.get();
        } catch (PersistenceException | IllegalStateException | EJBException e) {
            throw new TableUnavailableException("the server's own database does not answer", e);
        }
    }
}
