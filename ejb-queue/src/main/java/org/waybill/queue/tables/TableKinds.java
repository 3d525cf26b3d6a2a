package org.waybill.queue.tables;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.waybill.queue.core.config.compile.TableFactory;
import org.waybill.queue.core.tables.FileTable;
import org.waybill.queue.core.tables.KeyedSource;
import org.waybill.queue.core.tables.KeyedTable;
import org.waybill.queue.core.tables.LdapSearch;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.SqlQuery;
import org.waybill.queue.jpa.TableRows;
import org.waybill.queue.jpa.Transactions;

/** Tables of every kind, for this machine. */
public final class TableKinds implements TableFactory {

    private final FileTableSource files;
    private final TableRows rows;
    private final Secrets secrets;
    private final LdapConnections directories;
    private final Transactions transactions;
    private final Clock clock;

    /** Kept over revisions: a table whose file is broken at the moment still has its last good contents. */
    private final Map<String, FileTable> fileTables = new ConcurrentHashMap<>();

    /** @param alarms hears of every file that cannot be used */
    public TableKinds(
            Consumer<String> alarms,
            TableRows rows,
            Secrets secrets,
            LdapConnections directories,
            Transactions transactions,
            Clock clock) {
        this.files = new FileTableSource(alarms);
        this.rows = rows;
        this.secrets = secrets;
        this.directories = directories;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public LookupTable ofFile(String name, Path file) {
        return fileTables.computeIfAbsent(name + " " + file, key -> new FileTable(name, file, files));
    }

    @Override
    public LookupTable ofRows(String name, String table) {
        return keyed(name, new RowsSource(rows, table));
    }

    @Override
    public LookupTable ofSecrets(String name, String set) {
        return keyed(name, new SecretSource(secrets, set));
    }

    @Override
    public LookupTable ofSql(String name, SqlQuery query) {
        return keyed(name, new SqlSource(TableKinds::dataSource, transactions, query));
    }

    /** Only names of this server come here: the configuration takes no other schema than {@code java:}. */
    @SuppressWarnings("BanJNDI")
    private static DataSource dataSource(String name) throws NamingException {
        if (new InitialContext().lookup(name) instanceof DataSource dataSource) {
            return dataSource;
        }
        throw new NamingException(name + " is no data source");
    }

    @Override
    public LookupTable ofLdap(String name, LdapSearch search) {
        return keyed(name, new LdapSource(directories, search));
    }

    private LookupTable keyed(String name, KeyedSource source) {
        return new KeyedTable(name, source, clock);
    }
}
