package org.waybill.queue.core.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTextTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "alice; alice; alice",
                "alice bob; alice; bob",
                "alice: bob; alice; bob",
                "alice:bob; alice; bob",
                "'alice\tbob'; alice; bob",
                "'  alice : bob  '; alice; bob",
                "team: bob, carol@example.org; team; bob, carol@example.org",
                "label user:password; label; user:password",
                "label: user:pass:word; label; user:pass:word",
                "list: :include:/etc/list; list; :include:/etc/list",
                "list :include:/etc/list; list; :include:/etc/list",
                "pipe: \"|cmd # no comment\"; pipe; \"|cmd # no comment\"",
                "smtp://mx.example.org:2525; smtp://mx.example.org:2525; smtp://mx.example.org:2525",
                "smtps+auth://l@mx:465; smtps+auth://l@mx:465; smtps+auth://l@mx:465",
                "example.org smtp://mx:2525; example.org; smtp://mx:2525",
                "example.org: smtp://mx:2525; example.org; smtp://mx:2525",
                "example.org:smtp://mx:2525; example.org; smtp://mx:2525",
                "2001:db8::1; 2001:db8::1; 2001:db8::1",
                "2001:db8::; 2001:db8::; 2001:db8::",
                "2001:db8::/32; 2001:db8::/32; 2001:db8::/32",
                "::1 localhost; ::1; localhost",
                "::1: localhost; ::1; localhost",
                "::/0; ::/0; ::/0",
                "::ffff:192.0.2.1; ::ffff:192.0.2.1; ::ffff:192.0.2.1",
                "[IPv6:2001:db8::1]; [IPv6:2001:db8::1]; [IPv6:2001:db8::1]",
                "[2001:db8::1]: mx; [2001:db8::1]; mx",
                "10.0.0.0/8: lan; 10.0.0.0/8; lan",
                "@example.org: alice; @example.org; alice",
            })
    void readsALineAsKeyAndValue(String line, String key, String value) {
        TableText text = TableText.parse(List.of(line));
        assertEquals(List.of(new InlineTable.Entry(key, value)), text.entries());
    }

    @Test
    void keepsEachLineAsAWholeForLists() {
        List<String> lines = List.of("mx1.example.org:2525", "  smtp://b  ", "a b: c");
        assertEquals(
                List.of("mx1.example.org:2525", "smtp://b", "a b: c"),
                TableText.parse(lines).list());
    }

    @Test
    void skipsCommentsBlankLinesAndTheMarkOfLists() {
        TableText text = TableText.parse(List.of("# @list", "", "   ", "  # a comment", "alice"));
        assertEquals(List.of("alice"), text.list());
    }

    @Test
    void skipsAByteOrderMark() {
        assertEquals(List.of("alice"), TableText.parse(List.of("\ufeffalice")).list());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "alice:; expected a value after 'alice:'",
                "alice : ; expected a value after 'alice:'",
                ": bob; expected a key before ':'",
                ":include:/file; expected a key before ':'",
                "'a\u0000b'; a control character",
            })
    void saysInWhichLineWhatIsWrong(String line, String reason) {
        List<String> lines = List.of("good", "# comment", line);
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> TableText.parse(lines));
        assertEquals("line 3: " + reason, refused.getMessage());
    }
}
