package org.waybill.smtp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineDecoderTest {

    private static List<CommandLine> decode(String octets) {
        LineDecoder decoder = new LineDecoder();
        ByteBuffer in = ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1));
        List<CommandLine> lines = new ArrayList<>();
        while (in.hasRemaining()) {
            Optional<CommandLine> line = decoder.decode(in);
            line.ifPresent(lines::add);
            if (line.isPresent()
                    && !(line.get() instanceof CommandLine.Read || line.get() instanceof CommandLine.TooLong)) {
                break;
            }
        }
        return lines;
    }

    @Test
    void readsLine() {
        assertEquals(
                List.of(new CommandLine.Read("one"), new CommandLine.Read(""), new CommandLine.Read("t\u00e4o")),
                decode("one\r\n\r\nt\u00e4o\r\nrest"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"one\n", "\n", "one\rtwo", "one\r\r\n", "one\0", "one\r\0", "\0"})
    void stopsAtWhatIsNoLineEnd(String octets) {
        assertEquals(List.of(new CommandLine.Unsafe()), decode(octets + "two\r\n"));
    }

    @Test
    void skipsALineThatIsTooLong() {
        String longest = "x".repeat(LineDecoder.MAX_LINE - 2);
        assertEquals(
                List.of(new CommandLine.Read(longest), new CommandLine.TooLong(), new CommandLine.Read("two")),
                decode(longest + "\r\nx" + longest + "\r\ntwo\r\n"));
    }

    @Test
    void givesUpOnALineWithoutEnd() {
        assertEquals(List.of(new CommandLine.Endless()), decode("x".repeat(LineDecoder.MAX_SKIPPED + 1)));
        assertEquals(List.of(), decode("x".repeat(LineDecoder.MAX_SKIPPED)));
    }
}
