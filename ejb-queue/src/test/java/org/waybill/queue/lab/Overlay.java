package org.waybill.queue.lab;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What Waybill does otherwise than the reference, by the ids of cases. An entry {@code {"differs": "why"}} takes a case out;
 * one with a {@code reason} has beside it what is expected instead: {@code expect} replaces the members it has,
 * {@code expect_replies} those of each session in turn, {@code sessions} all of them, {@code phases} does so for each
 * phase, and with {@code check_only} nothing but the check of the configuration is left.
 */
final class Overlay {

    private final Map<String, JsonObject> entries = new LinkedHashMap<>();

    Overlay(JsonObject json) {
        json.forEach((id, entry) -> entries.put(id, entry.asJsonObject()));
    }

    /** Why, by the ids, for cases that are not run. */
    Map<String, String> leftOut() {
        return reasons("differs");
    }

    /** Why, by the ids, for cases that expect something else. */
    Map<String, String> changed() {
        return reasons("reason");
    }

    private Map<String, String> reasons(String member) {
        Map<String, String> reasons = new LinkedHashMap<>();
        entries.forEach((id, entry) -> {
            if (entry.containsKey(member)) {
                reasons.put(id, entry.getString(member));
            } else if (!entry.containsKey("reason") && !entry.containsKey("differs")) {
                throw new IllegalArgumentException(id + " has no reason");
            }
        });
        return reasons;
    }

    JsonObject applyTo(JsonObject original) {
        JsonObject change = entries.get(original.getString("id"));
        return change == null ? original : changed(original, change);
    }

    private static JsonObject changed(JsonObject original, JsonObject change) {
        JsonObjectBuilder result = Json.createObjectBuilder(original);
        if (change.containsKey("expect")) {
            result.add("expect", merged(original.getJsonObject("expect"), change.getJsonObject("expect")));
        }
        if (change.containsKey("check_only")) {
            result.add("check_only", change.getBoolean("check_only"));
        }
        if (change.containsKey("sessions")) {
            result.add("sessions", Objects.requireNonNull(change.get("sessions")));
        }
        if (change.containsKey("expect_replies")) {
            result.add("sessions", answered(original.getJsonArray("sessions"), change.getJsonArray("expect_replies")));
        }
        if (change.containsKey("phases")) {
            JsonArrayBuilder phases = Json.createArrayBuilder();
            JsonArray changes = change.getJsonArray("phases");
            for (int i = 0; i < changes.size(); i++) {
                phases.add(changed(original.getJsonArray("phases").getJsonObject(i), changes.getJsonObject(i)));
            }
            result.add("phases", phases);
        }
        return result.build();
    }

    private static JsonObject merged(JsonObject original, JsonObject change) {
        JsonObjectBuilder result = Json.createObjectBuilder(original);
        change.forEach(result::add);
        return result.build();
    }

    private static JsonArray answered(JsonArray sessions, JsonArray replies) {
        JsonArrayBuilder result = Json.createArrayBuilder();
        for (int i = 0; i < sessions.size(); i++) {
            JsonObjectBuilder session = Json.createObjectBuilder(sessions.getJsonObject(i));
            JsonValue instead = i < replies.size() ? replies.get(i) : JsonValue.NULL;
            result.add(
                    i < replies.size() && instead != JsonValue.NULL ? session.add("expect_replies", instead) : session);
        }
        return result.build();
    }
}
