package org.waybill.admin.api;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Set;

/** Reads bodies strictly: what is not expected is refused with a sentence, and never ignored. */
final class JsonFields {

    private JsonFields() {}

    /**
     * A JSON object that has none but these keys.
     *
     * @throws BadRequest if the octets are anything else
     */
    static JsonObject object(byte[] octets, Set<String> keys) {
        JsonObject object = object(TextBody.decode(octets));
        onlyKeys(object, keys);
        return object;
    }

    private static JsonObject object(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        } catch (JsonException notOne) {
            throw new BadRequest("the body must be a JSON object");
        }
    }

    static void onlyKeys(JsonObject object, Set<String> keys) {
        for (String key : object.keySet()) {
            require(keys.contains(key), "unknown key \"" + key + "\"");
        }
    }

    /** The text under a key; empty without it. */
    static String text(JsonObject object, String key) {
        JsonValue value = object.get(key);
        return value == null ? "" : string(key, value);
    }

    /** Whether the value under a key is true; without it, it is not. */
    static boolean flag(JsonObject object, String key) {
        JsonValue value = object.getOrDefault(key, JsonValue.FALSE);
        require(value == JsonValue.TRUE || value == JsonValue.FALSE, "\"" + key + "\" must be true or false");
        return value == JsonValue.TRUE;
    }

    static String string(String key, JsonValue value) {
        if (value instanceof JsonString string) {
            return string.getString();
        }
        throw new BadRequest("\"" + key + "\" must be text");
    }

    static void require(boolean condition, String message) {
        if (!condition) {
            throw new BadRequest(message);
        }
    }
}
