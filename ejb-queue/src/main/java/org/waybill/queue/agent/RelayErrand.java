package org.waybill.queue.agent;

import java.io.IOException;
import java.util.List;
import org.waybill.queue.agent.client.SessionClaim;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.deliver.BodyScan;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.HeaderSection;
import org.waybill.queue.core.deliver.Route;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.relay.Hop;
import org.waybill.queue.core.relay.MtaLimits;
import org.waybill.queue.core.relay.RelayOptions;
import org.waybill.queue.core.relay.RelayTarget;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.RouteLimits;
import org.waybill.queue.core.relay.RouteLimits.Family;

/**
 * A mail that is to be relayed.
 *
 * @param scan of its content
 * @param limits as configured now
 */
record RelayErrand(Action.Relay relay, DeliveryJob job, BodyScan scan, MtaLimits limits) {

    /** A field behind is not looked for, in octets. */
    private static final int MAX_HEADER = 64 * 1024;

    RelayOptions options() {
        return relay.options();
    }

    /** The action's name, and the domain where each one has hosts of its own: sessions with those are counted together. */
    String nextHop() {
        Envelope first = job.envelopes().get(0);
        return first.action() + " " + Route.of(relay, first).hop();
    }

    /** Of the recipients. */
    private String domain() {
        return job.envelopes().get(0).destination().domainKey();
    }

    /** Which addresses may be used. */
    List<Family> families() {
        return limits.of(domain()).families();
    }

    /**
     * A session with a host, and its bounds: those of whom it is counted for. A host that a URL names is everybody's, whatever
     * their domains; with the bounds of one of these, it would be full of others' sessions for ever.
     */
    SessionClaim claim(RelayUrl url, Hop door) {
        if (relay.target() instanceof RelayTarget.Exchangers) {
            return new SessionClaim(door, nextHop(), domain(), url, limits.of(domain()));
        }
        RouteLimits ofHost = limits.of(url.host()).withPerRelay(limits.usual().perRelay());
        return new SessionClaim(door, nextHop(), url.host(), url, ofHost);
    }

    /** A sender may want its mail delivered whatever TLS policies say (RFC 8689 §5), as reports about them do. */
    boolean heedsPolicies() {
        try {
            return job.message().parameters().requireTls()
                    || HeaderSection.of(job.body(), MAX_HEADER).values("TLS-Required").stream()
                            .noneMatch("No"::equalsIgnoreCase);
        } catch (IOException e) {
            // the content cannot be sent either
            return true;
        }
    }
}
