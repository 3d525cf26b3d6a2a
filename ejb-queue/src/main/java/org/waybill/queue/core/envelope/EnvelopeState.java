package org.waybill.queue.core.envelope;

/** Where an envelope stands. A delivered or bounced one is no longer an envelope, only history. */
public enum EnvelopeState {
    /** Waits for its due time. */
    QUEUED,
    /** Being worked on under a lease; free again when the lease expires. */
    LEASED,
    /** Waits for an administrator, or for its action's name to be defined; see the reason. */
    HELD
}
