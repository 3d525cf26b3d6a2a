package org.waybill.queue.core.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.core.tables.LookupTable.Answer;
import org.waybill.queue.core.tables.LookupTable.Contents;
import org.waybill.queue.core.tables.LookupTable.Service;

class KeyedTableTest implements LookupTableContract {

    private final ScriptedKeys source = new ScriptedKeys();
    private final HandClock clock = new HandClock();
    private final KeyedTable table = new KeyedTable("t", source, clock);

    @Override
    public LookupTable list(String... values) {
        source.entries.clear();
        for (String value : values) {
            source.put(value, value);
        }
        return new KeyedTable("t", source, clock);
    }

    @Override
    public LookupTable mapping(String key, String value) {
        source.put(key, value);
        return table;
    }

    @ParameterizedTest
    @CsvSource({
        "DOMAIN, a.Example.org, a.example.org *.example.org *.org *",
        "DOMAIN, org, org *",
        "DOMAIN, '', ' *'",
        "DOMAIN, [192.0.2.1], [192.0.2.1] *",
        "DOMAIN, bücher.example, xn--bcher-kva.example *.example *",
        "MAILADDR, '', @",
        "MAILADDR, Root, root @",
        "MAILADDR, a+b@x.org, a+b@x.org a@x.org a+b a @x.org a+b@*.org a@*.org @*.org a+b@* a@* @* @",
        "MAILADDR, a@x, a@x a @x a@* @* @",
        "STRING, A.b, a.b"
    })
    void asksForTheKeysThatCouldMatchInTheirOrder(Service service, String key, String asked) {
        assertEquals(new Answer.Missing(), table.match(service, key));
        assertEquals(List.of(asked.split(" ", -1)), source.asked);
    }

    @Test
    void asksNoMoreThanItSays() {
        String longest = "a.".repeat(126) + "org";
        table.match(Service.DOMAIN, longest);
        assertEquals(17, source.asked.size());
        assertEquals("*.a.a.a.a.a.a.a.a.a.a.a.a.a.a.org", source.asked.get(1));
        source.asked.clear();
        table.match(Service.MAILADDR, "u+tag@" + longest);
        assertEquals(54, source.asked.size());
    }

    @Test
    void theMostTellingEntryWins() {
        source.put("*.org", "wide");
        source.put("*.example.org", "narrow");
        assertEquals(new Answer.Found("narrow"), table.match(Service.DOMAIN, "a.example.org"));
        source.put("a.example.org", "exact");
        assertEquals(new Answer.Found("exact"), table.match(Service.DOMAIN, "a.example.org"));
    }

    @Test
    void whatCannotBeAskedIsUnavailableInEveryUse() {
        source.put("alice", "alice");
        source.failure = "out of order";
        for (Service service : Service.values()) {
            assertEquals(new Answer.Unavailable("out of order"), table.match(service, "alice"), service.name());
        }
        assertEquals(new Contents.Unavailable("out of order"), table.contents());
        assertEquals(new Contents.Unavailable("out of order"), table.values());
        source.failure = "";
        assertEquals(new Answer.Found("alice"), table.match(Service.REGEX, "alice"));
    }

    @Test
    void contentsCountForAWhileAndKeysAreAskedAnew() {
        source.put("10.0.0.0/8", "10.0.0.0/8");
        Answer found = new Answer.Found("10.0.0.0/8");
        assertEquals(found, table.match(Service.NETADDR, "10.1.1.1"));
        source.entries.clear();
        clock.passes(KeyedTable.FRESH.minusMillis(1));
        assertEquals(found, table.match(Service.NETADDR, "10.1.1.1"));
        assertEquals(new Answer.Missing(), table.lookup("10.0.0.0/8"));
        assertEquals(1, source.readings);
        clock.passes(Duration.ofMillis(1));
        assertEquals(new Answer.Missing(), table.match(Service.NETADDR, "10.1.1.1"));
        assertEquals(2, source.readings);
    }

    @Test
    void contentsThatCannotBeReadAgainAreNotKept() {
        source.put("10.0.0.0/8", "10.0.0.0/8");
        table.contents();
        clock.passes(KeyedTable.FRESH);
        source.failure = "gone";
        assertEquals(new Answer.Unavailable("gone"), table.match(Service.NETADDR, "10.1.1.1"));
    }

    @Test
    void aTableThatIsTooLargeIsReadByKeysOnly() {
        source.crowd = KeyedTable.MOST_ENTRIES + 1;
        assertTrue(
                table.contents() instanceof Contents.Unavailable u && u.reason().contains("100000"));
        assertEquals(new Answer.Missing(), table.lookup("bob"));
    }

    /** Entries that a test writes and takes away, and what was asked. */
    private static final class ScriptedKeys implements KeyedSource {

        final Map<String, InlineTable.Entry> entries = new LinkedHashMap<>();
        final List<String> asked = new ArrayList<>();
        String failure = "";
        int readings;
        int crowd;

        void put(String key, String value) {
            entries.put(key.toLowerCase(Locale.ROOT), new InlineTable.Entry(key, value));
        }

        @Override
        public Optional<String> first(List<String> keys) throws TableUnavailableException {
            fail();
            asked.addAll(keys);
            return keys.stream()
                    .flatMap(key -> Optional.ofNullable(entries.get(key)).stream())
                    .map(InlineTable.Entry::value)
                    .findFirst();
        }

        @Override
        public List<InlineTable.Entry> entries(int most) throws TableUnavailableException {
            fail();
            readings++;
            return crowd > 0
                    ? Collections.nCopies(Math.min(crowd, most), new InlineTable.Entry("x"))
                    : List.copyOf(entries.values());
        }

        private void fail() throws TableUnavailableException {
            if (!failure.isEmpty()) {
                throw new TableUnavailableException(failure);
            }
        }
    }

    private static final class HandClock extends Clock {

        private Instant now = Instant.EPOCH;

        void passes(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
