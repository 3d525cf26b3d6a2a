package org.waybill.queue.core.envelope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"0123456789abcdef.1", "ffffffffffffffff.999999", "0000000000000000.12"})
    void readsWhatItWrites(String text) {
        assertEquals(text, EnvelopeId.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0123456789abcdef",
                "0123456789abcdef.",
                "0123456789abcde.1",
                "0123456789ABCDEF.1",
                "0123456789abcdef.-1",
                "0123456789abcdef.1000000",
                "0123456789abcdef.1 ",
                "0123456789abcdef:1",
                "0123456789abcdef.1.1"
            })
    void refusesEverythingElse(String text) {
        assertThrows(IllegalArgumentException.class, () -> EnvelopeId.parse(text));
    }
}
