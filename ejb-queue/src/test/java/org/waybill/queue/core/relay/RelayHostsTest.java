package org.waybill.queue.core.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.tables.LookupTable;

class RelayHostsTest {

    /** A table of which only the contents are asked. */
    private record Table(LookupTable.Contents contents) implements LookupTable {
        @Override
        public String name() {
            return "mx";
        }

        @Override
        public Answer lookup(String key) {
            throw new AssertionError("nobody looks a key up");
        }

        @Override
        public Answer match(Service service, String key) {
            throw new AssertionError("nobody matches a key");
        }
    }

    private static RelayHosts.Answer urlsOf(String... values) {
        return new RelayHosts.FromTable(new Table(new LookupTable.Contents.Values(List.of(values)))).now();
    }

    @Test
    void readsTheUrlsOfATable() {
        assertEquals(
                new RelayHosts.Answer.Urls(List.of(RelayUrl.parse("smtps://a.test"), RelayUrl.parse("b.test"))),
                urlsOf("smtps://a.test", "b.test"));
    }

    @Test
    void saysWhichRowIsBad() {
        assertEquals(
                new RelayHosts.Answer.Unavailable("table <mx>: 'gopher://b.test': unknown schema 'gopher://':"
                        + " expected smtp, tls, smtp+tls, smtps, ssl, smtp+notls or lmtp"),
                urlsOf("a.test", "gopher://b.test"));
    }

    @Test
    void isUnavailableWhenTheTableIsEmptyOrCannotBeRead() {
        assertEquals(new RelayHosts.Answer.Unavailable("table <mx> holds no URL"), urlsOf());
        assertEquals(
                new RelayHosts.Answer.Unavailable("table <mx>: gone"),
                new RelayHosts.FromTable(new Table(new LookupTable.Contents.Unavailable("gone"))).now());
    }
}
