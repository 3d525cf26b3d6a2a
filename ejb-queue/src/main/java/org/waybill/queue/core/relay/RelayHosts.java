package org.waybill.queue.core.relay;

import java.util.ArrayList;
import java.util.List;
import org.waybill.queue.core.tables.LookupTable;

/** Where {@code relay host} takes its URLs from. Asked at each attempt, so that an edited table reaches queued mail. */
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
            if (contents instanceof LookupTable.Contents.Unavailable unavailable) {
                return new Answer.Unavailable("table <" + table.name() + ">: " + unavailable.reason());
            }
            return urls(((LookupTable.Contents.Values) contents).values());
        }

        private Answer urls(List<String> values) {
            List<RelayUrl> urls = new ArrayList<>();
            for (String value : values) {
                try {
                    urls.add(RelayUrl.parse(value));
                } catch (IllegalArgumentException e) {
                    return new Answer.Unavailable("table <" + table.name() + ">: '" + value + "': " + e.getMessage());
                }
            }
            return urls.isEmpty()
                    ? new Answer.Unavailable("table <" + table.name() + "> holds no URL")
                    : new Answer.Urls(urls);
        }
    }
}
