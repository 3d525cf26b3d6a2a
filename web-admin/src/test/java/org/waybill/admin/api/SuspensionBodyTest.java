package org.waybill.admin.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuspensionBodyTest {

    private static SuspensionBody parse(String json) {
        return SuspensionBody.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsWhatIsThere() {
        assertEquals(
                new SuspensionBody("domain", "example.org", "why", Duration.ofHours(2)),
                parse("{\"kind\":\"domain\",\"value\":\"example.org\",\"reason\":\"why\",\"length\":\"PT2H\"}"));
        assertEquals(
                new SuspensionBody("action", "out", "", Duration.ZERO),
                parse("{\"kind\":\"action\",\"value\":\"out\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"kind\":\"action\",\"value\":\"out\",\"length\":\"2h\"}",
                "{\"kind\":\"action\",\"value\":\"out\",\"length\":\"PT0S\"}",
                "{\"kind\":\"action\",\"value\":1}",
                "{\"kind\":\"action\",\"values\":\"out\"}"
            })
    void refusesEverythingElse(String json) {
        assertThrows(BadRequest.class, () -> parse(json));
    }
}
