package org.waybill.queue.core.relay;

import java.util.Map;

/**
 * The limits of all relaying.
 *
 * @param usual those of every domain that has none of its own
 * @param byDomain by the recipients' domain, or by the name of a host that a URL names; in lower case and A-labels
 * @param maxDeferred {@code mta max-deferred}: how many envelopes wait in memory for one closed way
 */
public record MtaLimits(RouteLimits usual, Map<String, RouteLimits> byDomain, int maxDeferred) {

    public static final MtaLimits STANDARD = new MtaLimits(RouteLimits.STANDARD, Map.of(), 100);

    public MtaLimits {
        byDomain = Map.copyOf(byDomain);
    }

    public RouteLimits of(String domain) {
        return byDomain.getOrDefault(domain, usual);
    }
}
