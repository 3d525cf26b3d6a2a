package org.waybill.queue.core.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyTextTest {

    @Test
    void makesOneLineOfPrintableAscii() {
        assertEquals("550 a b ?c ?", ReplyText.oneLine(" 550 a\r\n\tb \u0000c \u00e4\n"));
    }

    @Test
    void cutsWhatIsTooLong() {
        assertEquals("x".repeat(1000), ReplyText.oneLine("x".repeat(100_000)));
        assertEquals("y".repeat(999), ReplyText.oneLine("y".repeat(999) + " z"));
    }

    @ParameterizedTest
    @CsvSource({
        "550 5.1.1 No such user, 5.1.1",
        "550-5.7.26 Multi, 5.7.26",
        "451 4.7.1 Wait, 4.7.1",
        "550 No such user, 5.0.0",
        "421 Bye, 4.0.0",
        "550 5.1.1.1 odd, 5.1.1",
        "354 Go, 5.0.0",
        "550 5.1234.1 odd, 5.0.0",
        "what, 5.0.0",
        "'', 5.0.0"
    })
    void readsTheStatusOfAReply(String line, String status) {
        assertEquals(status, ReplyText.status(line).toString());
    }
}
