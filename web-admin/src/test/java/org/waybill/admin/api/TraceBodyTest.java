package org.waybill.admin.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.console.ExplainConsole;
import org.waybill.queue.console.TraceConsole.Question;

class TraceBodyTest {

    private static Question parse(String json) {
        return TraceBody.parse(json.getBytes(StandardCharsets.UTF_8)).question();
    }

    @Test
    void readsAMail() {
        assertEquals(
                new Question(new ExplainConsole.Question("192.0.2.1", "h", true, "u", "t", "", "a@b.test"), "", ""),
                parse("{\"recipient\": \"a@b.test\", \"session\": {\"client\": \"192.0.2.1\", \"helo\": \"h\","
                        + " \"tls\": true, \"user\": \"u\", \"tag\": \"t\"}}"));
    }

    @Test
    void readsAUrl() {
        assertEquals(
                new Question(
                        new ExplainConsole.Question("", "", false, "", "", "s@x.test", "a@b.test"), "tls://h", "out"),
                parse("{\"recipient\": \"a@b.test\", \"sender\": \"s@x.test\", \"url\": \"tls://h\","
                        + " \"action\": \"out\"}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                        | \"recipient\" is needed",
                "{\"url\": \"tls://h\"}                                    | \"recipient\" is needed",
                "{\"recipient\": \"a\", \"session\": 1}                    | \"session\" must be an object",
                "{\"recipient\": \"a\", \"session\": {\"x\": 1}}           | unknown key \"x\"",
                "{\"recipient\": \"a\", \"client\": \"192.0.2.1\"}         | unknown key \"client\"",
                "{\"recipient\": \"a\", \"action\": \"out\"}               | \"action\" says nothing without \"url\"",
                "{\"recipient\":\"a\",\"url\":\"b\",\"session\":{\"tls\":true}} | \"session\" says nothing beside \"url\"",
                "[]                                                        | the body must be a JSON object"
            })
    void refusesAnythingElse(String json, String message) {
        assertEquals(message, assertThrows(BadRequest.class, () -> parse(json)).getMessage());
    }
}
