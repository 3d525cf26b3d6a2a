package org.waybill.queue.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.waybill.queue.core.envelope.Bodies;

class LocalContentTest {

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("Subject: s\n\nhello\n", "Subject: s\r\n\r\nhello\r\n"),
                Arguments.of("Subject: s\r\n\r\nhello\r\n", "Subject: s\r\n\r\nhello\r\n"),
                Arguments.of("Subject: s\r\rhello", "Subject: s\r\n\r\nhello\r\n"),
                Arguments.of("Subject : s\n\n", "Subject : s\r\n\r\n"),
                Arguments.of("From joe Sun Nov 22\nSubject: s\n\n", "Subject: s\r\n\r\n"),
                Arguments.of("hello\n", "\r\nhello\r\n"),
                Arguments.of("see: below", "see: below\r\n"),
                Arguments.of("two words: here\n", "\r\ntwo words: here\r\n"),
                Arguments.of("\nhello\n", "\r\nhello\r\n"),
                Arguments.of("", ""));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void isAMailWhateverAProgramWrites(String text, String expected) throws IOException {
        try (LocalContent content = of(text, 1000)) {
            assertEquals(expected, new String(Bodies.read(content), StandardCharsets.UTF_8));
            assertEquals(expected.length(), content.size());
        }
    }

    @Test
    void keepsNoMoreThanSomebodyWillRefuse() throws IOException {
        try (LocalContent content = of("Subject: s\n\n" + "x".repeat(10_000), 100)) {
            assertTrue(content.size() > 100 && content.size() < 110, () -> String.valueOf(content.size()));
        }
    }

    private static LocalContent of(String text, long limit) throws IOException {
        return LocalContent.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), limit);
    }
}
