package org.waybill.queue.core.expand;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.SubAddress;
import org.waybill.smtp.MailAddress;

/** Looks names and addresses up in tables of aliases, the more special key first. */
final class AliasLookup {

    private AliasLookup() {}

    /** Entries, nothing, or "could not look up". */
    sealed interface Answer {
        record Entries(String key, List<AliasEntry> entries) implements Answer {
            public Entries {
                entries = List.copyOf(entries);
            }
        }

        record Missing() implements Answer {}

        /** @param reason for the log: also a value that cannot be read, which would otherwise lose mail */
        record Unavailable(String reason) implements Answer {}
    }

    /** {@code user+tag}, then {@code user}. */
    static Answer user(LookupTable table, SubAddress tags, String user) {
        return first(table, new LinkedHashSet<>(List.of(user, tags.strip(user))));
    }

    /** {@code user+tag@domain}, {@code user@domain}, {@code user+tag}, {@code user}, {@code @domain}, {@code @}. */
    static Answer address(LookupTable table, SubAddress tags, MailAddress address) {
        String whole = address.localPart().toLowerCase(Locale.ROOT);
        String bare = tags.strip(whole);
        String domain = address.domainKey();
        return first(
                table,
                new LinkedHashSet<>(
                        List.of(whole + "@" + domain, bare + "@" + domain, whole, bare, "@" + domain, "@")));
    }

    private static Answer first(LookupTable table, Set<String> keys) {
        for (String key : keys) {
            LookupTable.Answer answer = table.lookup(key);
            if (answer instanceof LookupTable.Answer.Unavailable unavailable) {
                return new Answer.Unavailable("table <" + table.name() + ">: " + unavailable.reason());
            }
            if (answer instanceof LookupTable.Answer.Found found) {
                return entries(table, key, found.value());
            }
        }
        return new Answer.Missing();
    }

    private static Answer entries(LookupTable table, String key, String value) {
        try {
            return new Answer.Entries(key, new ArrayList<>(AliasText.parse(value)));
        } catch (IllegalArgumentException e) {
            return new Answer.Unavailable("table <" + table.name() + ">: '" + key + "': " + e.getMessage());
        }
    }
}
