package org.waybill.queue.agent.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyReaderTest {

    private static ReplyReader reader(String octets) {
        return new ReplyReader(new ByteArrayInputStream(octets.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            250 ok\\r\\n                     | 250 ok
            250\\r\\n                        | 250
            250 \\r\\n                       | 250
            250-one\\r\\n250 two\\r\\n       | 250 one / two
            250-one\\r\\n250\\r\\n           | 250 one
            # a line may end with LF alone, and a CR within it is only a character
            250-one\\n250 two\\n             | 250 one / two
            550 a\\rb\\r\\n                  | 550 a b
            550 \\0\\351\\r\\n               | 550 ??
            """)
    void readsOneReply(String octets, String line) throws IOException {
        ReplyReader reader = reader(octets.translateEscapes());
        assertEquals(line, reader.read().line());
        assertTrue(reader.quiet());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            hello\\r\\n                       | no valid reply: hello
            \\r\\n                            | no valid reply:
            25\\r\\n                          | no valid reply: 25
            150 no\\r\\n                      | no valid reply: 150 no
            650 no\\r\\n                      | no valid reply: 650 no
            250ok\\r\\n                       | no valid reply: 250ok
            2500 ok\\r\\n                     | no valid reply: 2500 ok
            250-one\\r\\n550 two\\r\\n        | no valid reply: its lines have different codes
            250-one\\r\\nhello\\r\\n          | no valid reply: hello
            250-one\\r\\n                     | the host hung up
            250 on                            | the host hung up
            ''                                | the host hung up
            """)
    void refusesWhatIsNone(String octets, String message) {
        IOException e = assertThrows(
                IOException.class, () -> reader(octets.translateEscapes()).read());
        assertEquals(message, String.valueOf(e.getMessage()).strip());
    }

    @Test
    void boundsLinesAndTheirNumber() throws IOException {
        int most = ReplyReader.MAX_LINE - 2;
        assertEquals(250, reader("250 " + "x".repeat(most - 5) + "\r\n").read().code());
        assertThrows(IOException.class, () -> reader("250 " + "x".repeat(most) + "\r\n")
                .read());
        assertEquals(
                1000,
                reader("250-x\r\n".repeat(999) + "250 x\r\n").read().lines().size());
        assertThrows(IOException.class, () -> reader("250-x\r\n".repeat(1000) + "250 x\r\n")
                .read());
    }

    @Test
    void knowsWhatWasSaidBeyondAReply() throws IOException {
        ReplyReader reader = reader("250 one\r\n250 two\r\n");
        reader.read();
        assertFalse(reader.quiet());
        assertEquals("250 two", reader.read().line());
        assertTrue(reader.quiet());
    }
}
