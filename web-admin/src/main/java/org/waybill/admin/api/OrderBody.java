package org.waybill.admin.api;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.console.QueueConsole.Filter;
import org.waybill.queue.console.QueueConsole.Selection;

/**
 * The body of an order: {@code {"ids": […]}} or {@code {"filter": {…}}}. Read strictly: a misspelt or empty selection must
 * never turn into "all".
 *
 * @param selection which envelopes
 * @param reason for an order that takes one, else empty
 * @param state of those that are counted, for a preview; else empty
 */
record OrderBody(Selection selection, String reason, String state) {

    private static final Set<String> SELECTION = Set.of("ids", "filter");
    private static final Set<String> WITH_REASON = Set.of("ids", "filter", "reason");
    private static final Set<String> FILTER =
            Set.of("id", "sender", "recipient", "action", "state", "domain", "acceptedBefore");
    private static final Set<String> WITH_STATE = Set.of("ids", "filter", "state");
    private static final int MOST_IDS = 10_000;

    /** @throws BadRequest if the octets are anything else */
    static OrderBody parse(byte[] octets) {
        return parse(octets, SELECTION);
    }

    /** As {@link #parse}, with {@code "reason"} beside the selection. */
    static OrderBody parseWithReason(byte[] octets) {
        return parse(octets, WITH_REASON);
    }

    /** As {@link #parse}, with {@code "state"} beside the selection. */
    static OrderBody parseWithState(byte[] octets) {
        return parse(octets, WITH_STATE);
    }

    private static OrderBody parse(byte[] octets, Set<String> keys) {
        JsonObject body = JsonFields.object(octets, keys);
        JsonValue ids = body.get("ids");
        JsonValue filter = body.get("filter");
        JsonFields.require((ids == null) != (filter == null), "expected either \"ids\" or \"filter\"");
        Selection selection = ids != null ? new Selection.Ids(ids(ids)) : new Selection.Matching(filter(filter));
        return new OrderBody(selection, JsonFields.text(body, "reason"), States.name(JsonFields.text(body, "state")));
    }

    private static List<String> ids(JsonValue value) {
        if (!(value instanceof JsonArray array) || array.isEmpty() || array.size() > MOST_IDS) {
            throw new BadRequest("\"ids\" must be a list of 1 to " + MOST_IDS + " envelope ids");
        }
        List<String> ids =
                array.stream().map(id -> JsonFields.string("ids", id)).toList();
        JsonFields.require(ids.stream().noneMatch(String::isBlank), "an envelope id is not empty");
        return ids;
    }

    /** Checked here, since an order must not begin before all of it is understood. */
    private static String time(String text) {
        if (!text.isEmpty()) {
            try {
                Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new BadRequest("\"acceptedBefore\" must be a time such as 2026-01-31T12:00:00Z");
            }
        }
        return text;
    }

    private static Filter filter(@Nullable JsonValue value) {
        if (!(value instanceof JsonObject filter)) {
            throw new BadRequest("\"filter\" must be an object");
        }
        JsonFields.onlyKeys(filter, FILTER);
        JsonFields.require(
                FILTER.stream().anyMatch(key -> !JsonFields.text(filter, key).isBlank()),
                "\"filter\" must have at least one of id, sender, recipient, action, state, domain, acceptedBefore");
        return new Filter(
                JsonFields.text(filter, "id"),
                JsonFields.text(filter, "sender"),
                JsonFields.text(filter, "recipient"),
                JsonFields.text(filter, "action"),
                States.name(JsonFields.text(filter, "state")),
                JsonFields.text(filter, "domain"),
                time(JsonFields.text(filter, "acceptedBefore")));
    }
}
