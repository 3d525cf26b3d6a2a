package org.waybill.queue.agent;

import java.io.IOException;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.deliver.BodyScan;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.HeaderSection;
import org.waybill.queue.core.deliver.Route;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.relay.RelayOptions;
import org.waybill.queue.core.relay.RelayTarget;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.RouteLimits;

/**
 * A mail that is to be relayed.
 *
 * @param scan of its content
 * @param limits of the recipients' domain
 */
record RelayErrand(Action.Relay relay, DeliveryJob job, BodyScan scan, RouteLimits limits) {

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

    /** Whose bound of sessions counts beside the host's. */
    String domainOf(RelayUrl url) {
        return relay.target() instanceof RelayTarget.Exchangers
                ? job.envelopes().get(0).destination().domainKey()
                : url.host();
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
