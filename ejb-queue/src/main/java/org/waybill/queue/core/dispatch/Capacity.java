package org.waybill.queue.core.dispatch;

import org.waybill.queue.core.envelope.LaneKey;
import org.waybill.queue.core.relay.MtaLimits;
import org.waybill.queue.core.relay.RouteLimits;

/**
 * How much work there may be at a time. An order for a relay keeps a worker as long as the next hop likes, so what bounds
 * relaying is the number of workers; that of orders only bounds what lies in the dispatch queue.
 *
 * @param orders orders given out and not ended, those of this machine's own deliveries included
 * @param workers how many orders are carried out at the same time
 * @param limits those of relaying
 */
public record Capacity(int orders, int workers, MtaLimits limits) {

    /** Waiting orders for each that may be given out: a few seconds' work, and some megabytes. */
    private static final int WAITING = 8;

    /** Running orders for relays: a quarter of the workers is left to local mail, however slow the world is. */
    int relays() {
        return atLeastOne(Math.min(orders, workers - workers / 4));
    }

    /** Running orders of lanes that have not shown that they move: the others always have as many places again. */
    int untried() {
        return atLeastOne(relays() / 2);
    }

    /**
     * Running orders of one lane: whatever its limits say, it leaves half of the places to others. More than may have a
     * session with one host would only be in one another's way.
     */
    int of(LaneKey lane) {
        RouteLimits limit = limits.of(lane.domain());
        int sessions = lane.domain().isEmpty() ? limit.perRelay() : Math.min(limit.perDomain(), limit.perRelay());
        int ofHost = Math.min(limit.perHost(), limit.perRoute());
        return atLeastOne(Math.min(Math.min(sessions, ofHost), relays() / 2));
    }

    /** Waiting orders of one lane. */
    int waitingPerLane() {
        return atLeastOne(limits.maxDeferred());
    }

    /** Waiting orders of all lanes. */
    int waiting() {
        return atLeastOne(orders) * WAITING;
    }

    private static int atLeastOne(int number) {
        return Math.max(1, number);
    }
}
