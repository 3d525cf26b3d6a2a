package org.waybill.admin.api;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Set;
import org.waybill.queue.console.ExplainConsole;
import org.waybill.queue.console.TraceConsole;

/**
 * {@code {"recipient": "a@b", "sender": …, "session": {…}}}, or with {@code "url"} and {@code "action"} in place of the
 * session.
 *
 * @param session what the client of the mail is and has said
 * @param url a relay URL to go to, past the rules
 * @param action whose options are used with it
 */
record TraceBody(String recipient, String sender, Session session, String url, String action) {

    private static final Set<String> KEYS = Set.of("recipient", "sender", "session", "url", "action");
    private static final Set<String> SESSION_KEYS = Set.of("client", "helo", "tls", "user", "tag");

    /** As in {@link ExplainConsole.Question}. */
    record Session(String client, String helo, boolean tls, String user, String tag) {

        static Session of(JsonObject object) {
            JsonFields.onlyKeys(object, SESSION_KEYS);
            return new Session(
                    JsonFields.text(object, "client"),
                    JsonFields.text(object, "helo"),
                    JsonFields.flag(object, "tls"),
                    JsonFields.text(object, "user"),
                    JsonFields.text(object, "tag"));
        }
    }

    /** @throws BadRequest if the octets are anything else */
    static TraceBody parse(byte[] octets) {
        JsonObject body = JsonFields.object(octets, KEYS);
        JsonValue session = body.getOrDefault("session", JsonValue.EMPTY_JSON_OBJECT);
        JsonFields.require(session instanceof JsonObject, "\"session\" must be an object");
        String url = JsonFields.text(body, "url");
        String recipient = JsonFields.text(body, "recipient");
        String action = JsonFields.text(body, "action");
        JsonFields.require(!recipient.isBlank(), "\"recipient\" is needed");
        JsonFields.require(
                url.isBlank() || session.asJsonObject().isEmpty(), "\"session\" says nothing beside \"url\"");
        JsonFields.require(!url.isBlank() || action.isBlank(), "\"action\" says nothing without \"url\"");
        return new TraceBody(
                recipient, JsonFields.text(body, "sender"), Session.of(session.asJsonObject()), url, action);
    }

    TraceConsole.Question question() {
        return new TraceConsole.Question(
                new ExplainConsole.Question(
                        session.client(),
                        session.helo(),
                        session.tls(),
                        session.user(),
                        session.tag(),
                        sender,
                        recipient),
                url,
                action);
    }
}
