package org.waybill.queue.core.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.core.relay.Credentials.Answer;
import org.waybill.queue.core.relay.Login.Mechanism;
import org.waybill.queue.core.tables.InlineTable;
import org.waybill.queue.core.tables.InlineTable.Entry;
import org.waybill.queue.core.tables.LookupTable;

class CredentialsTest {

    private static final LookupTable SECRETS = new InlineTable(
            "secrets",
            List.of(
                    new Entry("lab1", "joe:s3cret:with:colons"),
                    new Entry("mx.test", "host:hostpw"),
                    new Entry("bare", "s3cret"),
                    new Entry("noname", ":s3cret"),
                    new Entry("nopassword", "joe:"),
                    new Entry("lines", "joe:s3\r\ncret")));

    private static Answer of(String url) {
        return Credentials.of(SECRETS, RelayUrl.parse(url));
    }

    @Test
    void findsALoginUnderItsLabel() {
        assertEquals(
                new Answer.Found(new Login("lab1", "joe", "s3cret:with:colons", Login.USUAL)),
                of("tls://lab1@mx.test"));
    }

    @Test
    void findsALoginUnderTheHostWithoutALabel() {
        assertEquals(
                new Answer.Found(new Login("mx.test", "host", "hostpw", Login.USUAL)), of("smtps+auth://MX.test:2465"));
    }

    @Test
    void takesTheMechanismsOfTheUrl() {
        assertEquals(
                new Answer.Found(new Login("mx.test", "host", "hostpw", List.of(Mechanism.XOAUTH2, Mechanism.PLAIN))),
                of("smtps+auth://mx.test?auth=xoauth2,plain"));
    }

    @Test
    void needsNoneWithoutAuth() {
        assertEquals(new Answer.NotNeeded(), of("tls://mx.test"));
        assertEquals(new Answer.NotNeeded(), Credentials.of(null, RelayUrl.parse("tls://mx.test")));
    }

    @ParameterizedTest
    @CsvSource({
        "tls://nobody@mx.test,     table <secrets> has no credentials under 'nobody'",
        "tls+auth://other.test,    table <secrets> has no credentials under 'other.test'",
        "tls://bare@mx.test,       table <secrets> has no user:password under 'bare'",
        "tls://noname@mx.test,     table <secrets> has no user:password under 'noname'",
        "tls://nopassword@mx.test, table <secrets> has no user:password under 'nopassword'",
        "tls://lines@mx.test,      table <secrets> has no user:password under 'lines'",
    })
    void saysWhyThereIsNone(String url, String reason) {
        assertEquals(new Answer.Absent(reason), of(url));
    }

    @Test
    void tellsAnAbsentTableFromOneThatCannotBeRead() {
        RelayUrl url = RelayUrl.parse("tls://lab1@mx.test");
        assertEquals(new Answer.Absent("the action has no auth <table> for tls://mx.test"), Credentials.of(null, url));
        assertEquals(new Answer.Unavailable("table <db>: gone"), Credentials.of(new GoneTable("db", "gone"), url));
    }

    @Test
    void neverShowsAPassword() {
        assertFalse(of("tls://lab1@mx.test").toString().contains("s3cret"));
    }
}
