package org.waybill.queue.agent;

import java.util.List;
import org.waybill.queue.core.relay.RelayTarget.Exchangers;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.RouteLimits;
import org.waybill.queue.core.relay.RouteLimits.Family;

/** Asks for hosts as a mail does that wants nothing special. */
final class Lookups {

    private Lookups() {}

    static NextHops exchangers(MxHosts hosts, String domain) {
        return exchangers(hosts, domain, Exchangers.ALL, RouteLimits.STANDARD.families());
    }

    static NextHops exchangers(MxHosts hosts, String domain, Exchangers which, List<Family> families) {
        return hosts.of(domain, which, families, true);
    }

    static NextHops host(MxHosts hosts, String text) {
        RelayUrl url = RelayUrl.parse(text);
        return hosts.of(url, url.options().verify(), url.options().ca(), RouteLimits.STANDARD.families());
    }
}
