package org.waybill.smtp;

/** How much of a header a mail may have, by whatever way it comes. */
public final class HeaderLimits {

    /** In octets. */
    public static final int MAX_OCTETS = 256 * 1_024;

    /** RFC 5321 §6.3 wants a limit of at least 100. */
    private static final int MAX_HOPS = 100;

    private HeaderLimits() {}

    /** Whether a mail with so many Received fields goes in circles. */
    public static boolean isLoop(int hops) {
        return hops >= MAX_HOPS;
    }
}
