package org.waybill.queue.core.config;

import java.util.List;
import org.waybill.queue.core.filter.FilterChain;
import org.waybill.queue.core.tables.InlineTable;
import org.waybill.queue.core.tables.LookupTable;

/**
 * What is asked while a client is with us.
 *
 * @param filters at which steps it may go on
 * @param hostnames what we are called, by the address that the client connected to; an address that is not in it has the
 *     listener's name
 */
public record Reception(FilterChain filters, LookupTable hostnames) {

    /** Everybody goes on. */
    public static final Reception OPEN = new Reception(FilterChain.NONE, InlineTable.listOf("none", List.of()));
}
