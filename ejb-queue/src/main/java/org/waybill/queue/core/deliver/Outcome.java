package org.waybill.queue.core.deliver;

/** What an attempt came to for one envelope. */
public sealed interface Outcome {

    /** Where it went or was tried, for people and the history. */
    String target();

    /** The answer in one line: code, enhanced status, text. */
    String reply();

    /** The next hop, or the disk, has it. */
    record Delivered(String target, String reply) implements Outcome {}

    /** Try again later. */
    record Deferred(String target, String reply) implements Outcome {}

    /** Never; the sender is told. */
    record Failed(String target, String reply) implements Outcome {}

    /** Kept for an administrator. */
    record Held(String target, String reply) implements Outcome {}
}
