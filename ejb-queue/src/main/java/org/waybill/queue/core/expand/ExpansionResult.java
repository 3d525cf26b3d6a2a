package org.waybill.queue.core.expand;

import java.util.List;
import org.waybill.smtp.SmtpReply;

/** What a recipient expands to. */
public sealed interface ExpansionResult {

    /** @param destinations at least one */
    record Expanded(List<Destination> destinations) implements ExpansionResult {
        public Expanded {
            destinations = List.copyOf(destinations);
            if (destinations.isEmpty()) {
                throw new IllegalArgumentException("an expansion leads somewhere, or is refused");
            }
        }

        /**
         * The destination of a policy that yields one for each recipient.
         *
         * @throws IllegalStateException if there are more: none may be lost
         */
        public Destination only() {
            if (destinations.size() > 1) {
                throw new IllegalStateException("expected one destination, not " + destinations.size());
            }
            return destinations.get(0);
        }
    }

    /**
     * It leads nowhere, or nobody can tell now.
     *
     * @param reply a 4xx or 5xx reply for the client
     * @param reason for the log, never for the client
     */
    record Refused(SmtpReply reply, String reason) implements ExpansionResult {}
}
