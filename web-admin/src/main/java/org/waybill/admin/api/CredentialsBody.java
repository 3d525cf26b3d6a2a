package org.waybill.admin.api;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.util.Set;

/** {@code {"user": "…", "password": "…"}}, and nothing else. */
record CredentialsBody(String user, String password) {

    private static final Set<String> KEYS = Set.of("user", "password");

    /** @throws BadRequest if the octets are anything else; without a word of them */
    static CredentialsBody parse(byte[] octets) {
        String text = TextBody.decode(octets);
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            JsonObject body = reader.readObject();
            if (body.keySet().equals(KEYS)
                    && body.get("user") instanceof JsonString user
                    && body.get("password") instanceof JsonString password) {
                return new CredentialsBody(user.getString(), password.getString());
            }
        } catch (JsonException notOne) {
            // told below, since the parser's own words quote the body
        }
        throw new BadRequest("the body must be {\"user\": \"…\", \"password\": \"…\"}");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "CredentialsBody[user=" + user + "]";
    }
}
