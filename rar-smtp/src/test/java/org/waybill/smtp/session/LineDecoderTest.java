package org.waybill.smtp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineDecoderTest {

    private static List<CommandLine> decode(String octets) {
        LineDecoder decoder = new LineDecoder();
        ByteBuffer in = ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1));
        List<CommandLine> lines = new ArrayList<>();
        while (in.hasRemaining()) {
            Optional<CommandLine> line = decoder.decode(in);
            line.ifPresent(lines::add);
            if (line.isPresent() && ends(line.get())) {
                break;
            }
        }
        return lines;
    }

    /** What a session does not read on behind. */
    private static boolean ends(CommandLine line) {
        return line instanceof CommandLine.Unsafe || line instanceof CommandLine.Endless;
    }

    @Test
    void readsLine() {
        assertEquals(
                List.of(new CommandLine.Read("one"), new CommandLine.Read(""), new CommandLine.Read("two")),
                decode("one\r\n\r\ntwo\r\nrest"));
    }

    /** As octets: each pair of characters of a text is one octet in hexadecimal. */
    @ParameterizedTest
    @CsvSource({
        "74c3a46f,     t\u00e4o",
        "f09f9880,     \ud83d\ude00",
        "e7988de7988a, \u760d\u760a", // CVE-2025-7962
        "65cc81,       e\u0301", // as sent: nothing is composed
        "efbfbf,       \uffff"
    })
    void readsUtf8(String octets, String text) {
        assertEquals(
                List.of(new CommandLine.Read(text), new CommandLine.Read("next")),
                decode(latin1(octets) + "\r\nnext\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "e4", // Latin-1
                "c3", // half a character
                "c320",
                "80", // the second half
                "c0af", // overlong: '/'
                "c08d", // overlong: CR
                "e0808a",
                "eda080", // half a surrogate pair
                "f4908080", // above U+10FFFF
                "fe",
                "ff"
            })
    void saysWhatIsNotUtf8(String octets) {
        assertEquals(
                List.of(new CommandLine.NotUtf8(), new CommandLine.Read("next")),
                decode("NOOP " + latin1(octets) + "\r\nnext\r\n"));
    }

    @Test
    void takesALongLineOfUtf8ByItsOctets() {
        String longest = latin1("c3bc").repeat(LineDecoder.MAX_LINE / 2 - 1);
        assertEquals(
                List.of(new CommandLine.Read("\u00fc".repeat(LineDecoder.MAX_LINE / 2 - 1)), new CommandLine.TooLong()),
                decode(longest + "\r\nx" + longest + "\r\n"));
    }

    private static String latin1(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
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
