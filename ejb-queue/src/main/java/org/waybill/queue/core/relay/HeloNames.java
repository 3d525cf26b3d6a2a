package org.waybill.queue.core.relay;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.smtp.MailAddress;

/** What we call ourselves to a next hop (RFC 5321 §4.1.1.1). */
public final class HeloNames {

    private HeloNames() {}

    /** What is said, or why there is nothing to say. */
    public sealed interface Answer {

        record Name(String name) implements Answer {}

        /** @param reason names the table; the mail waits */
        record Unavailable(String reason) implements Answer {}
    }

    /**
     * The name for one session: that of the URL, else of the action by the session's source, else of the action, else the
     * server's.
     *
     * @param source our address if it is chosen by us; only then the names by address are asked, as in the reference
     * @param server this server's name
     */
    public static Answer of(RelayOptions.Names names, UrlOptions url, @Nullable InetAddress source, String server) {
        if (!url.helo().isEmpty()) {
            return new Answer.Name(url.helo());
        }
        LookupTable bySource = names.bySourceOrNull();
        if (bySource != null && source != null) {
            return bySource(bySource, source);
        }
        return new Answer.Name(names.helo().isEmpty() ? server : names.helo());
    }

    private static Answer bySource(LookupTable table, InetAddress source) {
        String address = source.getHostAddress();
        LookupTable.Answer exact = table.lookup(address);
        // a table that has only some keys may not be able to say more
        LookupTable.Answer answer =
                exact instanceof LookupTable.Answer.Missing ? table.match(LookupTable.Service.NETADDR, address) : exact;
        if (answer instanceof LookupTable.Answer.Found found) {
            return isName(found.value())
                    ? new Answer.Name(found.value())
                    : unavailable(table, "'" + found.value() + "' is no host name");
        }
        return answer instanceof LookupTable.Answer.Unavailable unavailable
                ? unavailable(table, unavailable.reason())
                : unavailable(table, "there is no name for " + address);
    }

    private static Answer unavailable(LookupTable table, String reason) {
        return new Answer.Unavailable(TableName.of(table) + ": " + reason);
    }

    /** Whether a text can be said behind EHLO: a host name or an address in brackets. */
    public static boolean isName(String text) {
        return MailAddress.isDomain(text) && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    /** @throws IllegalArgumentException with a sentence if it cannot be said */
    public static String checked(String text) {
        if (!isName(text)) {
            throw new IllegalArgumentException(
                    "expected a host name or an address in brackets to say behind EHLO, not '" + text + "'");
        }
        return text;
    }
}
