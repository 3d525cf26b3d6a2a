package org.waybill.queue.core.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeaderSectionTest {

    private static HeaderSection of(String text, int limit) throws IOException {
        return HeaderSection.of(BodiesInMemory.body(text), limit);
    }

    @Test
    void endsAtTheEmptyLine() throws IOException {
        assertEquals(
                "A: 1\r\nB: 2\r\n", of("A: 1\r\nB: 2\r\n\r\nC: 3\r\n", 1000).toString());
    }

    @Test
    void endsWithTheMailThatHasNoBody() throws IOException {
        assertEquals("A: 1\r\n", of("A: 1\r\n", 1000).toString());
        assertEquals("", of("", 1000).toString());
        assertEquals("", of("\r\nbody\r\n", 1000).toString());
    }

    @Test
    void isCutAfterAWholeLine() throws IOException {
        assertEquals("A: 1\r\n", of("A: 1\r\nB: 2\r\n\r\n", 11).toString());
        assertEquals("A: 1\r\nB: 2\r\n", of("A: 1\r\nB: 2\r\n\r\n", 12).toString());
    }

    @Test
    void findsAllValuesOfANameUnfolded() throws IOException {
        HeaderSection header = of("To: a\r\nX: 1\r\nto : b\r\n c\r\nToo: d\r\n\r\nTo: e\r\n", 1000);
        assertEquals(List.of("a", "b c"), header.values("TO"));
        assertEquals(List.of(), header.values("From"));
    }
}
