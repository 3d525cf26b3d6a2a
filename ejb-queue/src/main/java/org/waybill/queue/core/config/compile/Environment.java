package org.waybill.queue.core.config.compile;

import java.nio.file.Path;
import org.waybill.queue.core.config.Includes;
import org.waybill.queue.core.rules.LocalAddresses;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.users.UserBase;

/**
 * What a configuration is compiled for.
 *
 * @param hostname this server's name: the greeting of listeners that have no other one
 * @param dataDirectory where relative paths begin
 * @param includes the texts of included files
 * @param tables makes tables of files
 * @param localAddresses {@code from local}
 * @param localDomains {@code for local}
 * @param systemUsers the users of actions without {@code userbase}
 * @param listenAddresses what {@code listen on} may name
 * @param files whether certificates and keys can be read
 */
public record Environment(
        String hostname,
        Path dataDirectory,
        Includes includes,
        TableFactory tables,
        LocalAddresses localAddresses,
        LookupTable localDomains,
        UserBase systemUsers,
        ListenAddresses listenAddresses,
        ReadableFiles files) {}
