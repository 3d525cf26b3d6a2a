package org.waybill.queue.core.dispatch;

import java.time.Instant;
import org.waybill.queue.core.envelope.LaneKey;

/**
 * An order for a relay.
 *
 * @param order the work
 * @param lane where it belongs
 * @param latest when somebody must look at one of its envelopes at the latest, to warn its sender or because it expires
 * @param again whether it has been due before
 */
record WaitingOrder(DeliveryOrder order, LaneKey lane, Instant latest, boolean again) {

    /** How many. */
    int envelopes() {
        return order.numbers().size();
    }
}
