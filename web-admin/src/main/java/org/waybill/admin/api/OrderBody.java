package org.waybill.admin.api;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.console.QueueConsole.Filter;
import org.waybill.queue.console.QueueConsole.Selection;
import org.waybill.queue.core.envelope.EnvelopeState;

/**
 * Reads {@code {"ids": […]}} or {@code {"filter": {…}}}. Strictly: a misspelt or empty selection must never turn into "all".
 */
final class OrderBody {

    private static final Set<String> FILTER = Set.of("id", "sender", "recipient", "action", "state");
    private static final int MOST_IDS = 10_000;

    private OrderBody() {}

    static Selection selection(@Nullable JsonObject body) {
        return selection(body, Set.of());
    }

    static Selection selectionToHold(@Nullable JsonObject body) {
        return selection(body, Set.of("reason"));
    }

    private static Selection selection(@Nullable JsonObject body, Set<String> besides) {
        if (body == null) {
            throw new BadRequest("expected a JSON object with \"ids\" or \"filter\"");
        }
        for (String key : body.keySet()) {
            require(key.equals("ids") || key.equals("filter") || besides.contains(key), "unknown key \"" + key + "\"");
        }
        require(body.containsKey("ids") != body.containsKey("filter"), "expected either \"ids\" or \"filter\"");
        JsonValue ids = body.get("ids");
        return ids != null ? new Selection.Ids(ids(ids)) : new Selection.Matching(filter(body.get("filter")));
    }

    private static List<String> ids(JsonValue value) {
        require(value instanceof JsonArray array && !array.isEmpty(), "\"ids\" must be a list of envelope ids");
        List<String> ids =
                value.asJsonArray().stream().map(id -> string("ids", id)).toList();
        require(ids.size() <= MOST_IDS, "\"ids\" has at most " + MOST_IDS + " entries");
        require(ids.stream().noneMatch(String::isBlank), "an envelope id is not empty");
        return ids;
    }

    private static Filter filter(@Nullable JsonValue value) {
        if (!(value instanceof JsonObject filter)) {
            throw new BadRequest("\"filter\" must be an object");
        }
        for (String key : filter.keySet()) {
            require(FILTER.contains(key), "unknown key \"" + key + "\" in \"filter\"");
        }
        require(
                FILTER.stream().anyMatch(key -> !text(filter, key).isBlank()),
                "\"filter\" must have at least one of id, sender, recipient, action, state");
        return new Filter(
                text(filter, "id"),
                text(filter, "sender"),
                text(filter, "recipient"),
                text(filter, "action"),
                state(text(filter, "state")));
    }

    static String reason(JsonObject body) {
        return text(body, "reason");
    }

    /** The name of a state in either case, or empty for any. */
    static String state(String given) {
        if (given.isEmpty()) {
            return "";
        }
        for (EnvelopeState state : EnvelopeState.values()) {
            if (state.name().equalsIgnoreCase(given)) {
                return state.name();
            }
        }
        throw new BadRequest("state must be one of " + List.of(EnvelopeState.values()));
    }

    private static String text(JsonObject object, String key) {
        JsonValue value = object.get(key);
        return value == null ? "" : string(key, value);
    }

    private static String string(String key, JsonValue value) {
        if (value instanceof JsonString string) {
            return string.getString();
        }
        throw new BadRequest("\"" + key + "\" must be text");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new BadRequest(message);
        }
    }
}
