package org.waybill.queue.core.dispatch;

import java.time.Instant;

/**
 * How a lane stands.
 *
 * @param key its name
 * @param running orders being carried out
 * @param limit how many of them there may be now
 * @param waiting orders in memory
 * @param parked about how many were given back to the database for a while
 * @param closed whether its way was found closed
 * @param until the end of the rest of a closed lane; in the past: it waits for its probe
 * @param reason why it was closed
 */
public record LaneView(
        LaneKey key, int running, int limit, int waiting, long parked, boolean closed, Instant until, String reason) {}
