package org.waybill.admin.api;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Set;

/**
 * {@code {"kind": "domain", "value": "example.org", "reason": "…", "length": "PT2H"}}.
 *
 * @param length zero: until somebody resumes it
 */
record SuspensionBody(String kind, String value, String reason, Duration length) {

    private static final Set<String> KEYS = Set.of("kind", "value", "reason", "length");

    /** @throws BadRequest if the octets are anything else */
    static SuspensionBody parse(byte[] octets) {
        JsonObject body = JsonFields.object(octets, KEYS);
        return new SuspensionBody(
                JsonFields.text(body, "kind"),
                JsonFields.text(body, "value"),
                JsonFields.text(body, "reason"),
                length(JsonFields.text(body, "length")));
    }

    private static Duration length(String text) {
        if (text.isEmpty()) {
            return Duration.ZERO;
        }
        try {
            Duration length = Duration.parse(text);
            JsonFields.require(!length.isZero(), "\"length\" is left out, or longer than nothing");
            return length;
        } catch (DateTimeParseException e) {
            throw new BadRequest("\"length\" must be a duration such as PT2H or P1D");
        }
    }
}
