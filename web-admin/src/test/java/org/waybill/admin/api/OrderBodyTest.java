package org.waybill.admin.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waybill.queue.console.QueueConsole.Filter;
import org.waybill.queue.console.QueueConsole.Selection;

class OrderBodyTest {

    private static byte[] octets(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void readsIds() {
        assertEquals(
                new Selection.Ids(List.of("a.1", "b.2")),
                OrderBody.parse(octets("{\"ids\":[\"a.1\",\"b.2\"]}")).selection());
    }

    @Test
    void readsAFilter() {
        assertEquals(
                new Selection.Matching(new Filter("", "<>", "", "relay", "HELD")),
                OrderBody.parse(octets("{\"filter\":{\"sender\":\"<>\",\"action\":\"relay\",\"state\":\"held\"}}"))
                        .selection());
    }

    @Test
    void readsAReasonWhereThereIsOne() {
        assertEquals(
                "because",
                OrderBody.parseWithReason(octets("{\"ids\":[\"a.1\"],\"reason\":\"because\"}"))
                        .reason());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"ids\":[]}",
                "{\"ids\":null}",
                "{\"ids\":\"a.1\"}",
                "{\"ids\":[1]}",
                "{\"ids\":[\"\"]}",
                "{\"ids\":[\"a.1\"],\"filter\":{\"id\":\"a\"}}",
                "{\"filter\":{}}",
                "{\"filter\":null}",
                "{\"filter\":[]}",
                "{\"filter\":{\"sender\":\"\"}}",
                "{\"filter\":{\"sender\":\" \"}}",
                "{\"filter\":{\"sender\":null}}",
                "{\"filter\":{\"senderr\":\"x\"}}",
                "{\"filter\":{\"state\":\"LOST\"}}",
                "{\"ids\":[\"a.1\"],\"reason\":\"x\"}",
                "{\"id\":\"a.1\"}"
            })
    void nothingElseSelectsAnything(String json) {
        assertThrows(BadRequest.class, () -> OrderBody.parse(octets(json)));
    }

    @Test
    void malformedOctetsAreRefused() {
        assertThrows(BadRequest.class, () -> OrderBody.parse(new byte[] {'{', (byte) 0xff, '}'}));
    }
}
