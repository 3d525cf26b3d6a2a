package org.waybill.queue.core.dispatch;

import java.time.Instant;
import org.waybill.queue.core.envelope.LaneKey;

/**
 * How a lane stands.
 *
 * @param key its name
 * @param running orders being carried out
 * @param limit how many of them there may be now
 * @param waiting orders in memory
 * @param parked about how many were given back to the database for a while
 * @param leftOut whether more of its mail may be due, which stays in the database until there is room
 * @param closed whether its way was found closed
 * @param until the end of the rest of a closed lane; in the past: it waits for its probe
 * @param reason why it was closed
 */
public record LaneView(
        LaneKey key,
        int running,
        int limit,
        int waiting,
        long parked,
        boolean leftOut,
        boolean closed,
        Instant until,
        String reason) {}
