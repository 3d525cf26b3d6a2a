package org.waybill.admin.api;

import jakarta.json.JsonObject;
import java.util.Set;
import org.waybill.queue.console.ExplainConsole;

/** The body of a question: {@code {"recipient": "a@b", "sender": …, "client": …, "helo": …, "tls": …, "user": …, "tag": …}}. */
final class ExplainBody {

    private static final Set<String> KEYS = Set.of("client", "helo", "tls", "user", "tag", "sender", "recipient");

    private ExplainBody() {}

    /** @throws BadRequest if the octets are anything else */
    static ExplainConsole.Question parse(byte[] octets) {
        JsonObject body = JsonFields.object(octets, KEYS);
        String recipient = JsonFields.text(body, "recipient");
        JsonFields.require(!recipient.isBlank(), "\"recipient\" is needed");
        return new ExplainConsole.Question(
                JsonFields.text(body, "client"),
                JsonFields.text(body, "helo"),
                JsonFields.flag(body, "tls"),
                JsonFields.text(body, "user"),
                JsonFields.text(body, "tag"),
                JsonFields.text(body, "sender"),
                recipient);
    }
}
