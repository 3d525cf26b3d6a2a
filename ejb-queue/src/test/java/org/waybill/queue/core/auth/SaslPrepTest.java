package org.waybill.queue.core.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SaslPrepTest {

    /** The examples of RFC 4013 §3 that are not forbidden, and one of each mapping. */
    @ParameterizedTest
    @CsvSource(
            value = {
                "I\u00adX, IX",
                "user, user",
                "USER, USER",
                "\u00aa, a",
                "\u2168, IX",
                "a\u3000b\u00a0c, a b c",
                "a\u200b\ufe0fb, ab",
                "u\u0308, \u00fc",
            })
    void preparesAsRfc4013Says(String typed, String prepared) {
        assertEquals(prepared, SaslPrep.password(typed));
    }
}
