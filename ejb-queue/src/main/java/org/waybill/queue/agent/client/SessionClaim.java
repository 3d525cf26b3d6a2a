package org.waybill.queue.agent.client;

import org.waybill.queue.core.relay.Hop;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.RouteLimits;

/**
 * Who wants a session, and within which bounds.
 *
 * @param hop where it leads
 * @param relay whose hosts the hop is one of: the name of an action, and of the next hop where it has several
 * @param domain the recipients', or the name of the host where a URL names it
 * @param url that names the host, with a bound of its own, or none
 * @param limits of the recipients' domain
 */
public record SessionClaim(Hop hop, String relay, String domain, RelayUrl url, RouteLimits limits) {

    /** Whether the two may use the same session, and are counted alike. */
    boolean sameAs(SessionClaim other) {
        return hop.equals(other.hop) && relay.equals(other.relay) && url.equals(other.url);
    }
}
