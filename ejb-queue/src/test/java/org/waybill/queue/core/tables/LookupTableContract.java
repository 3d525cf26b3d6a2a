package org.waybill.queue.core.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.tables.LookupTable.Answer;
import org.waybill.queue.core.tables.LookupTable.Contents;
import org.waybill.queue.core.tables.LookupTable.Service;

/** What every table must do, whatever its source. */
interface LookupTableContract {

    LookupTable list(String... values);

    /** A table that maps one key to one value. */
    LookupTable mapping(String key, String value);

    @Test
    default void aListEntryIsItsOwnValue() {
        assertEquals(new Answer.Found("alice"), list("alice", "bob").lookup("alice"));
    }

    @Test
    default void looksUpWithoutCase() {
        assertEquals(new Answer.Found("Alice"), list("Alice").lookup("aLICE"));
    }

    @Test
    default void looksUpTheWholeKeyOnly() {
        assertEquals(new Answer.Missing(), list("alice", "*").lookup("alic"));
    }

    @Test
    default void aMappingYieldsItsValue() {
        assertEquals(
                new Answer.Found("Bob, carol"), mapping("team", "Bob, carol").lookup("TEAM"));
    }

    @Test
    default void theLaterOfTwoEqualKeysCounts() {
        assertEquals(new Answer.Found("ALICE"), list("alice", "ALICE").lookup("alice"));
    }

    @Test
    default void matchesByService() {
        assertEquals(
                new Answer.Found("*.example.org"), list("*.example.org").match(Service.DOMAIN, "mail.example.org"));
    }

    @Test
    default void aBrokenEntryCannotHideBehindANo() {
        LookupTable networks = list("10.0.0.0/8", "nonsense");
        assertEquals(new Answer.Found("10.0.0.0/8"), networks.match(Service.NETADDR, "10.1.2.3"));
        assertEquals(
                new Answer.Unavailable("'nonsense' is not an address or network"),
                networks.match(Service.NETADDR, "192.0.2.1"));
    }

    @Test
    default void keepsTheOrderOfItsContents() {
        assertEquals(
                new Contents.Values(List.of("smtp://b:2525", "smtps://a", "[::1]:25", "c:26")),
                list("smtp://b:2525", "smtps://a", "[::1]:25", "c:26").contents());
    }

    @Test
    default void anEmptyTableHoldsNothing() {
        assertEquals(new Answer.Missing(), list().match(Service.MAILADDR, ""));
        assertEquals(new Contents.Values(List.of()), list().contents());
    }

    @Test
    default void tellsAllThatLookUpsFind() {
        assertEquals(
                new Contents.Values(List.of("$6$salt$hash")),
                mapping("joe", "$6$salt$hash").values());
        assertEquals(new Contents.Values(List.of("a", "b")), list("a", "b").values());
    }
}
