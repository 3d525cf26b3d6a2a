package org.waybill.queue.core.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.tables.LookupTable.Answer;
import org.waybill.queue.core.tables.LookupTable.Contents;
import org.waybill.queue.core.tables.LookupTable.Service;

/** What every table must do, whatever its source. */
public interface LookupTableContract extends RelayServicesContract {

    @Override
    LookupTable list(String... values);

    /** Whether the source has an order; contents come in any order otherwise. */
    default boolean isOrdered() {
        return true;
    }

    private Contents ordered(Contents contents) {
        return isOrdered() || !(contents instanceof Contents.Values known)
                ? contents
                : new Contents.Values(known.values().stream().sorted().toList());
    }

    /** A table that maps one key to one value. */
    @Override
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
    default void matchesWildcardsAndAddresses() {
        assertEquals(new Answer.Found("*"), list("*").match(Service.DOMAIN, "mail.example.org"));
        assertEquals(
                new Answer.Found("@example.org"),
                list("@", "bob", "@example.org").match(Service.MAILADDR, "Alice+x@Example.org"));
        assertEquals(new Answer.Found("alice"), list("@", "alice").match(Service.MAILADDR, "alice+x@example.org"));
        assertEquals(new Answer.Found("@"), list("@", "alice").match(Service.MAILADDR, ""));
        assertEquals(new Answer.Missing(), list("@*.example.org").match(Service.MAILADDR, "alice@example.org"));
        assertEquals(
                new Answer.Found("@*.example.org"),
                list("@*.example.org").match(Service.MAILADDR, "alice@a.b.example.org"));
    }

    @Test
    default void findsRegularExpressions() {
        LookupTable patterns = list("^spam[0-9]+@", "\\.test$");
        assertEquals(new Answer.Found("^spam[0-9]+@"), patterns.match(Service.REGEX, "SPAM7@example.org"));
        assertEquals(new Answer.Found("\\.test$"), patterns.match(Service.REGEX, "a@b.test"));
        assertEquals(new Answer.Missing(), patterns.match(Service.REGEX, "spam@example.org"));
    }

    @Test
    default void aKeyIsNoPatternAndNoQuery() {
        LookupTable table = list("alice");
        for (String key : List.of("*", "a*", "al%", "_lice", "' or '1'='1", "alice)(cn=*", "\\61lice", "")) {
            assertEquals(new Answer.Missing(), table.lookup(key), key);
        }
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
                ordered(new Contents.Values(List.of("smtp://b:2525", "smtps://a", "[::1]:25", "c:26"))),
                ordered(list("smtp://b:2525", "smtps://a", "[::1]:25", "c:26").contents()));
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
        assertEquals(
                new Contents.Values(List.of("a", "b")), ordered(list("a", "b").values()));
    }
}
