package org.waybill.queue.core.rules;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.waybill.queue.core.tables.InlineTable;

/**
 * The domains of {@code for local}: {@code localhost}, the server's name, and its own address literals (RFC 5321 §4.1.3).
 * The short host name is none of them.
 */
public final class LocalDomains {

    private LocalDomains() {}

    /** With the literals of the loopback addresses only. */
    public static InlineTable of(String hostname) {
        return of(hostname, List.of());
    }

    /** @param own the addresses of this machine's interfaces */
    public static InlineTable of(String hostname, Collection<InetAddress> own) {
        List<String> domains = new ArrayList<>(List.of("localhost", hostname, "[127.0.0.1]", "[::1]"));
        own.forEach(address -> domains.add("[" + address.getHostAddress() + "]"));
        return InlineTable.listOf("local domains", domains);
    }
}
