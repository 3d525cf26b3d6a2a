package org.waybill.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XtextTest {

    @ParameterizedTest
    @CsvSource({
        "QQ314159, QQ314159",
        "a+2Bb+3Dc+20d, a+b=c d",
        "gr+C3+B6+C3+9Fe, gr\u00f6\u00dfe",
        "+F0+9F+93+AB, \ud83d\udceb",
        "'', ''"
    })
    void readsWhatItWrites(String encoded, String value) {
        assertEquals(value, Xtext.decode(encoded));
        assertEquals(encoded, Xtext.encode(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gr\u00f6\u00dfe", "\ud83d\udceb"})
    void takesUtf8AsItIs(String text) {
        assertEquals(text, Xtext.decode(text));
    }

    /** Exim CVE-2020-28026: a line end in a value is a line of ours. */
    @ParameterizedTest
    @ValueSource(
            strings = {"+", "+2", "+2b", "+GG", "a=b", "a b", "a+0Ab", "a+0Db", "a+00b", "+C3", "+C2+85", "\u0085"})
    void refusesTheRest(String encoded) {
        assertThrows(IllegalArgumentException.class, () -> Xtext.decode(encoded));
    }
}
