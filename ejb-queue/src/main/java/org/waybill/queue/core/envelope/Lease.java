package org.waybill.queue.core.envelope;

import java.time.Instant;

/**
 * The right to work on envelopes, granted by one conditional update.
 *
 * @param token unique for each grant: the fencing value that a settlement must show
 * @param owner the node's name and the start of its process
 * @param until from then on anybody may take the envelopes
 */
public record Lease(long token, String owner, Instant until) {}
