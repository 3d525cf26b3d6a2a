package org.waybill.queue.core.config.compile;

import java.nio.file.Path;
import org.waybill.queue.core.tables.LdapSearch;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.SqlQuery;

/**
 * Port: makes tables whose entries are not in the text. What cannot be read makes a table unavailable, now or later; nothing
 * is asked before the first look-up.
 */
public interface TableFactory {

    /** A table that reads this file, now and whenever it changes. */
    LookupTable ofFile(String name, Path file);

    /** @param rows the name under which its entries are edited */
    LookupTable ofRows(String name, String rows);

    /** @param set the name under which its credentials are written */
    LookupTable ofSecrets(String name, String set);

    LookupTable ofSql(String name, SqlQuery query);

    /** @throws IllegalArgumentException with a sentence if the filter or the base is none */
    LookupTable ofLdap(String name, LdapSearch search);
}
