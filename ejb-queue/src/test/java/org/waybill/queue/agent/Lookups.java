package org.waybill.queue.agent;

import java.util.List;
import org.waybill.queue.core.relay.RelayTarget.Exchangers;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.RouteLimits;
import org.waybill.queue.core.relay.RouteLimits.Family;
import org.waybill.queue.core.relay.UrlOptions.Verify;

/** Asks for hosts as a mail does that wants nothing special. */
final class Lookups {

    private static final List<Family> BOTH = RouteLimits.STANDARD.families();

    private Lookups() {}

    static NextHops exchangers(MxHosts hosts, String domain) {
        return exchangers(hosts, domain, Exchangers.ALL, BOTH);
    }

    static NextHops exchangers(MxHosts hosts, String domain, Exchangers which, List<Family> families) {
        return hosts.of(domain, which, new LookUp(families, true, LookUpWitness.NOBODY));
    }

    /** For a mail that says {@code TLS-Required: No}. */
    static NextHops unheeding(MxHosts hosts, String domain) {
        return hosts.of(domain, Exchangers.ALL, new LookUp(BOTH, false, LookUpWitness.NOBODY));
    }

    static NextHops host(MxHosts hosts, String text) {
        return host(hosts, text, RelayUrl.parse(text).options().verify());
    }

    static NextHops host(MxHosts hosts, String text, Verify verify) {
        RelayUrl url = RelayUrl.parse(text);
        return hosts.of(url, verify, url.options().ca(), new LookUp(BOTH, true, LookUpWitness.NOBODY));
    }
}
