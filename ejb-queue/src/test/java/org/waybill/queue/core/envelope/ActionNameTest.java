package org.waybill.queue.core.envelope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActionNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "my_action", "relay-1", "v2.out", "ABC", "0"})
    void takesLettersDigitsAndThreeSigns(String text) {
        assertEquals(text, new ActionName(text).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\n", "a/b", "é", "a:b", "$a", "\"a\""})
    void refusesEverythingElse(String text) {
        assertThrows(IllegalArgumentException.class, () -> new ActionName(text));
    }

    @Test
    void hasAtMost64Characters() {
        assertEquals(64, new ActionName("x".repeat(64)).value().length());
        assertThrows(IllegalArgumentException.class, () -> new ActionName("x".repeat(65)));
    }
}
