package org.waybill.queue.lab;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.waybill.queue.core.config.compile.TableFactory;
import org.waybill.queue.core.tables.FileTable;
import org.waybill.queue.core.tables.LdapSearch;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.SqlQuery;
import org.waybill.queue.core.tables.UnavailableTable;
import org.waybill.queue.tables.FileTableSource;

/** Tables in files, as the cases have them; the laboratory has no databases and no directory. */
final class LabTables implements TableFactory {

    private final FileTableSource files;

    LabTables(Consumer<String> alarms) {
        files = new FileTableSource(alarms);
    }

    @Override
    public LookupTable ofFile(String name, Path file) {
        return new FileTable(name, file, files);
    }

    @Override
    public LookupTable ofRows(String name, String rows) {
        return new UnavailableTable(name);
    }

    @Override
    public LookupTable ofSecrets(String name, String set) {
        return new UnavailableTable(name);
    }

    @Override
    public LookupTable ofSql(String name, SqlQuery query) {
        return new UnavailableTable(name);
    }

    @Override
    public LookupTable ofLdap(String name, LdapSearch search) {
        return new UnavailableTable(name);
    }
}
