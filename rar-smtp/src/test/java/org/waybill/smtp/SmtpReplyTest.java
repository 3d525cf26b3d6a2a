package org.waybill.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpReplyTest {

    static Stream<SmtpReply> constants() throws IllegalAccessException {
        Stream.Builder<SmtpReply> constants = Stream.builder();
        for (var field : SmtpReply.class.getDeclaredFields()) {
            if (Modifier.isPublic(field.getModifiers()) && field.get(null) instanceof SmtpReply reply) {
                constants.add(reply);
            }
        }
        return constants.build();
    }

    @Test
    void writesOneLine() {
        assertEquals("250 2.0.0 Ok\r\n", SmtpReply.OK.toWire());
        assertEquals(
                "220 mx.example.org ESMTP Waybill\r\n",
                SmtpReply.greeting("mx.example.org", "ESMTP").toWire());
    }

    @Test
    void writesManyLines() {
        SmtpReply reply = new SmtpReply(550, EnhancedStatus.parse("5.1.1"), List.of("one", "two"));
        assertEquals("550-5.1.1 one\r\n550 5.1.1 two\r\n", reply.toWire());
        assertEquals(
                "250-mx.example.org Hello c, pleased to meet you\r\n250 HELP\r\n",
                SmtpReply.ehlo("mx.example.org", "c", List.of("HELP")).toWire());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb", "a\0b", "a\tb", "a\u007fb"})
    void cannotHoldWhatWouldEndALine(String text) {
        assertThrows(IllegalArgumentException.class, () -> SmtpReply.plain(250, text));
    }

    /** RFC 3463 §2: the class of the enhanced status is that of the code; RFC 5321 §4.5.3.1.5: 512 octets. */
    @ParameterizedTest
    @MethodSource("constants")
    void agreesWithItself(SmtpReply reply) {
        int expected = reply.code() == 354 ? 2 : reply.code() / 100;
        assertEquals(expected, reply.statusOrGeneral().classDigit());
        assertTrue(reply.toWire().lines().allMatch(line -> line.length() <= 510));
    }
}
