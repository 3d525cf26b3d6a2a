package org.waybill.queue.core.relay;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.core.tables.LookupTable;

/** {@code auth <table>}: whom we are to a next hop. The value of an entry is {@code user:password}. */
public final class Credentials {

    private Credentials() {}

    /** A login, no need of one, or why there is none. */
    public sealed interface Answer {

        /** The URL does not want one. */
        record NotNeeded() implements Answer {}

        record Found(Login login) implements Answer {}

        /** @param reason names the table, never what it holds; the mail waits until somebody mends it */
        record Absent(String reason) implements Answer {}

        /** @param reason names the table; the mail waits until the table answers */
        record Unavailable(String reason) implements Answer {}
    }

    /** What is looked up for a URL: its label; without one, the name of its host. */
    public static String key(RelayUrl url) {
        return url.label().isEmpty() ? url.host() : url.label();
    }

    /** Looks a URL's login up. */
    public static Answer of(@Nullable LookupTable table, RelayUrl url) {
        if (!url.auth()) {
            return new Answer.NotNeeded();
        }
        if (table == null) {
            return new Answer.Absent("the action has no auth <table> for " + url.place());
        }
        LookupTable.Answer answer = table.lookup(key(url));
        if (answer instanceof LookupTable.Answer.Unavailable unavailable) {
            return new Answer.Unavailable(TableName.of(table) + ": " + unavailable.reason());
        }
        return answer instanceof LookupTable.Answer.Found found
                ? login(table, url, found.value())
                : new Answer.Absent(TableName.of(table) + " has no credentials under '" + key(url) + "'");
    }

    private static Answer login(LookupTable table, RelayUrl url, String value) {
        int colon = value.indexOf(':');
        boolean clean = value.chars().noneMatch(c -> c == '\r' || c == '\n' || c == 0);
        if (colon < 1 || colon == value.length() - 1 || !clean) {
            return new Answer.Absent(TableName.of(table) + " has no user:password under '" + key(url) + "'");
        }
        List<Login.Mechanism> mechanisms = url.options().auth();
        return new Answer.Found(new Login(
                key(url),
                value.substring(0, colon),
                value.substring(colon + 1),
                mechanisms.isEmpty() ? Login.USUAL : mechanisms));
    }
}
