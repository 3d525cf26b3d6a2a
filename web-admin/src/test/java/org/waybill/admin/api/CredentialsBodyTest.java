package org.waybill.admin.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsBodyTest {

    private static CredentialsBody parse(String json) {
        return CredentialsBody.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsUserAndPassword() {
        CredentialsBody body = parse("{\"password\": \"größe: \\\"x\\\"\", \"user\": \"joe\"}");
        assertEquals(new CredentialsBody("joe", "größe: \"x\""), body);
        assertFalse(body.toString().contains("größe"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "[\"secret\"]",
                "{\"user\": \"joe\"}",
                "{\"user\": \"joe\", \"password\": 1}",
                "{\"user\": \"joe\", \"password\": \"secret\", \"more\": 1}",
                "{\"user\": \"joe\", \"password\": \"secret"
            })
    void refusesAnythingElseWithoutAWordOfIt(String json) {
        BadRequest refusal = assertThrows(BadRequest.class, () -> parse(json));
        assertFalse(String.valueOf(refusal.getMessage()).contains("secret"));
    }
}
