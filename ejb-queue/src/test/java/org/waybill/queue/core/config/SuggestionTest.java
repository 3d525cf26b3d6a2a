package org.waybill.queue.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {

    @ParameterizedTest
    @CsvSource({
        "relay, relay, 0",
        "realy, relay, 1",
        "rely, relay, 1",
        "relayy, relay, 1",
        "delay, relay, 1",
        "'', ab, 2"
    })
    void countsChangesBetweenWords(String left, String right, int changes) {
        assertEquals(changes, Suggestion.distance(left, right));
    }

    @Test
    void offersTheClosestWord() {
        assertEquals("did you mean 'retry'?", Suggestion.forWord("rety", List.of("relay", "retry", "ttl")));
    }

    @Test
    void offersNothingFarAway() {
        assertEquals("", Suggestion.forWord("xyz", List.of("ttl", "tag")));
    }
}
