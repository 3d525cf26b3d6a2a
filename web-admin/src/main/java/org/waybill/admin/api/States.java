package org.waybill.admin.api;

import java.util.List;
import org.waybill.queue.core.envelope.EnvelopeState;

/** States as requests write them. */
final class States {

    private States() {}

    /**
     * The name of a state given in either case, or empty for any.
     *
     * @throws BadRequest if there is no such state
     */
    static String name(String given) {
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
}
