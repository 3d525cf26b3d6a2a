package org.waybill.queue.agent.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.envelope.EnvelopeId;

/**
 * What came of sending a mail by a session: answers; or, where the session was dead and there is no other one, the refusal
 * of that, before anything was said of the mail.
 */
public sealed interface Sending permits Sending.Answered, Opening.Refused {

    /**
     * The host's answers stand.
     *
     * @param outcomes one for every envelope
     * @param lostOrNull the reply for those whom the host has left without an answer, if there are any
     */
    record Answered(Map<EnvelopeId, Outcome> outcomes, @Nullable String lostOrNull) implements Sending {

        public Answered {
            outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
        }

        public Optional<String> lost() {
            return Optional.ofNullable(lostOrNull);
        }
    }
}
