package org.waybill.admin.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.console.ExplainConsole.Question;

class ExplainBodyTest {

    private static Question parse(String json) {
        return ExplainBody.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsAQuestion() {
        assertEquals(
                new Question("", "h", true, "", "", "", "a@b.test"),
                parse("{\"recipient\": \"a@b.test\", \"helo\": \"h\", \"tls\": true}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                | \"recipient\" is needed",
                "{\"recipient\": 1}                | \"recipient\" must be text",
                "{\"recipient\": \"a\", \"tls\": 1} | \"tls\" must be true or false",
                "{\"recipient\": \"a\", \"x\": 1}  | unknown key \"x\"",
                "[]                                | the body must be a JSON object"
            })
    void refusesAnythingElse(String json, String message) {
        assertEquals(message, assertThrows(BadRequest.class, () -> parse(json)).getMessage());
    }
}
