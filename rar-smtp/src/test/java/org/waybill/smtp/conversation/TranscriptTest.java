package org.waybill.smtp.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The judge of the fuzzer: what it accepts, and what it does not let pass. A bar is a line end, an exclamation mark a NUL. */
class TranscriptTest {

    private static List<String> mails(String input, String output, boolean closed) {
        return Transcript.mails(wire(input), wire(output), closed).stream()
                .map(mail -> mail.replace("\r\n", "|"))
                .toList();
    }

    private static String wire(String text) {
        return text.replace("|", "\r\n").replace("_", "\r").replace("^", "\n").replace('!', '\0');
    }

    @ParameterizedTest
    @CsvSource({
        "'',                                 220 x|,                             false, []",
        "NOOP|NO,                            220 x|250 x|,                       false, []",
        "QUIT|NOOP|,                         220 x|221 x|,                       true,  []",
        "DATA|NOOP|.|NOOP|,                  220 x|354 x|250 x|250 x|,           false, [NOOP|]",
        "DATA|..|.|DATA|.a||.|,              220 x|354 x|250 x|354 x|250 x|,     false, '[.|, a||]'",
        "DATA|a|.|,                          220 x|354 x|451 x|,                 false, []",
        "DATA|a|.,                           220 x|354 x|,                       false, []",
        "DATA|NOOP|,                         220 x|503 x|250 x|,                 false, []",
        "DATA|a^.|MAIL|,                     220 x|354 x|550 x|,                 true,  []",
        "A^B|C|,                             220 x|500 x|,                       true,  []",
        "A_B|C|,                             220 x|500 x|,                       true,  []",
        "!|C|,                               220 x|500 x|,                       true,  []",
        "A_,                                 220 x|,                             false, []",
        "AUTH LOGIN|eA==|DATA|,              220 x|334 x|334 x|535 x|,           false, []",
        "BDAT 6|DATA|NOOP|,                  220 x|503 x|250 x|,                 false, []",
        "EHLO|BDAT 6 LAST|DATA|,             220 x|250 CHUNKING|250 x|,          false, [DATA|]",
        "EHLO|BDAT 2|abbdat 3 last|cde,      220 x|250 CHUNKING|250 x|250 x|,    false, [abcde|]",
        "EHLO|BDAT 2|abMAIL|BDAT 1 LAST|c,   220 x|250 CHUNKING|250 x|250 x|250 x|, false, [c|]",
        "EHLO|BDAT 0 LAST|NOOP|,             220 x|250 CHUNKING|503 x|250 x|,    false, []",
        "EHLO|BDAT 9 LAST|NOOP|,             220 x|250-CHUNKING|250 x|,          false, []",
    })
    void tellsWhichMailsWereHandedOver(String input, String output, boolean closed, String mails) {
        assertEquals(mails, mails(input, output, closed).toString());
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource({
        "NOOP|NOOP|,        220 x|250 x|,       false, an answer is missing",
        "NOOP|,             220 x|250 x|250 x|, false, an answer too many",
        "NO,                220 x|250 x|,       false, an answer to half a line",
        "DATA|.,            220 x|354 x|250 x|, false, an answer to half an end of data",
        "A^B|,              220 x|250 x|250 x|, false, a bare LF ended a line",
        "A_B|,              220 x|500 x|,       false, went on behind a bare CR",
        "NOOP|,             220 x|250 x|,       true,  closed without a word",
        "NOOP|,             220 x|250 x,        false, half a reply",
        "NOOP|,             220 x|250-x|,       false, the last line is missing",
        "NOOP|,             220 x|250-x|251 x|, false, two codes in a reply",
        "NOOP|,             220 x|25 x|,        false, no code",
        "NOOP|,             220 x|250|,         false, no text",
        "NOOP|,             220 x|250 a_b|,     false, a control character",
    })
    void letsNothingElsePass(String input, String output, boolean closed, String what) {
        assertThrows(AssertionError.class, () -> mails(input, output, closed), what);
    }

    @Test
    void knowsHowLongALineMayBe() {
        assertEquals(List.of(), mails("x".repeat(65_536), "220 x|", false));
        assertThrows(AssertionError.class, () -> mails("x".repeat(65_537), "220 x|", false));
        assertEquals(List.of(), mails("x".repeat(65_537) + "|NOOP|", "220 x|500 x|", true));
        assertEquals(List.of(), mails("NOOP|", "220 x|250 " + "x".repeat(506) + "|", false));
        assertThrows(AssertionError.class, () -> mails("NOOP|", "220 x|250 " + "x".repeat(507) + "|", false));
    }
}
