package org.waybill.queue.core.relay;

import java.util.ArrayList;
import java.util.List;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.LookupTable.Service;

/**
 * Where {@code relay host} takes its URLs from, and how URLs are read from tables. Asked at each attempt, so that an edited
 * table reaches queued mail.
 */
public sealed interface RelayHosts {

    /** The URLs as they are now, in order. */
    Answer now();

    /** All URLs, at least one, or why there are none to use. */
    sealed interface Answer {
        record Urls(List<RelayUrl> urls) implements Answer {
            public Urls {
                urls = List.copyOf(urls);
            }
        }

        /** @param reason names the table and what is wrong with it; the mail waits */
        record Unavailable(String reason) implements Answer {}

        /**
         * A table that is asked for a key knows nothing of it.
         *
         * @param reason names the table and the key; the mail waits
         */
        record NoEntry(String reason) implements Answer {}
    }

    /**
     * The URL, or the URLs, under a key; a bad one among them spoils all.
     *
     * @param service how the key is compared
     * @param key a domain, or an address, empty for the null sender
     */
    static Answer under(LookupTable table, Service service, String key) {
        LookupTable.Answer answer = table.match(service, key);
        if (answer instanceof LookupTable.Answer.Unavailable unavailable) {
            return new Answer.Unavailable(named(table, unavailable.reason()));
        }
        return answer instanceof LookupTable.Answer.Found found
                ? urls(table, RelayUrl.split(found.value()))
                : new Answer.NoEntry(named(table, "no entry for " + (key.isEmpty() ? "the null sender" : key)));
    }

    private static Answer urls(LookupTable table, List<String> values) {
        List<RelayUrl> urls = new ArrayList<>();
        for (String value : values) {
            try {
                urls.add(RelayUrl.parse(value));
            } catch (IllegalArgumentException e) {
                return new Answer.Unavailable(named(table, shown(value) + e.getMessage()));
            }
        }
        return urls.isEmpty() ? new Answer.Unavailable(TableName.of(table) + " holds no URL") : new Answer.Urls(urls);
    }

    /** What stands before an at sign may be a password that somebody put there; the sentence behind it says enough. */
    private static String shown(String value) {
        return value.indexOf('@') >= 0 ? "" : "'" + value + "': ";
    }

    private static String named(LookupTable table, String reason) {
        return TableName.of(table) + ": " + reason;
    }

    /** Written in the configuration. */
    record Listed(List<RelayUrl> urls) implements RelayHosts {
        public Listed {
            urls = List.copyOf(urls);
            if (urls.isEmpty()) {
                throw new IllegalArgumentException("relay host needs at least one URL");
            }
        }

        @Override
        public Answer now() {
            return new Answer.Urls(urls);
        }
    }

    /** The values of a table. One bad row makes the whole table unavailable: nobody can say which host it stood for. */
    record FromTable(LookupTable table) implements RelayHosts {
        @Override
        public Answer now() {
            LookupTable.Contents contents = table.contents();
            return contents instanceof LookupTable.Contents.Values values
                    ? urls(table, values.values())
                    : new Answer.Unavailable(named(table, ((LookupTable.Contents.Unavailable) contents).reason()));
        }
    }
}
