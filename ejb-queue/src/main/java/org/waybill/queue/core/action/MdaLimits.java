package org.waybill.queue.core.action;

/**
 * How many commands may run at a time.
 *
 * @param sessions in all
 * @param sessionsPerUser of one user
 */
public record MdaLimits(int sessions, int sessionsPerUser) {

    /** If the configuration says nothing, as in the reference. */
    public static final MdaLimits DEFAULT = new MdaLimits(50, 7);
}
