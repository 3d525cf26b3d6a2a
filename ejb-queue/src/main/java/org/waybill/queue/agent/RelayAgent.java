package org.waybill.queue.agent;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.waybill.queue.agent.client.CleanContent;
import org.waybill.queue.agent.client.RelaySessions;
import org.waybill.queue.agent.client.SmtpFailure;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.deliver.BodyScan;
import org.waybill.queue.core.deliver.DeliveryAgent;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.ReplyLine;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.mx.TlsResult;
import org.waybill.smtp.BodyType;

/**
 * Hands a mail to the next host. Hosts that cannot be connected, refuse the connection, or lack the TLS that is demanded are
 * passed over for the next one, and rest; once a host has taken MAIL FROM its answers stand.
 */
public final class RelayAgent implements DeliveryAgent {

    private final RelayMemory memory;
    private final RelayWays ways;
    private final HostVisits visits;
    private final Consumer<TlsResult> reports;

    /**
     * @param serverName what we call ourselves if nothing else is said
     * @param sessions with the hosts
     * @param reports takes how TLS went with the hosts of domains
     */
    public RelayAgent(
            MxHosts hosts, String serverName, RelaySessions sessions, RelayMemory memory, Consumer<TlsResult> reports) {
        this.memory = memory;
        this.ways = new RelayWays(hosts, memory.turns()::order, LookUpWitness.NOBODY);
        this.visits = new HostVisits(sessions, memory, new SessionReports(reports), new HostDoors(serverName));
        this.reports = reports;
    }

    @Override
    public Map<EnvelopeId, Outcome> deliver(Action action, DeliveryJob job) {
        BodyScan scan;
        try {
            scan = BodyScan.of(job.body());
        } catch (IOException e) {
            return SameOutcome.forAll(
                    job, new Outcome.Deferred("relay", "451 4.3.0 Cannot read the content: " + SmtpFailure.reason(e)));
        }
        boolean binary = job.message().parameters().body() == BodyType.BINARY_MIME;
        Optional<String> unclean = binary ? Optional.empty() : CleanContent.refusal(scan);
        if (unclean.isPresent()) {
            return SameOutcome.forAll(job, new Outcome.Failed("relay", unclean.get()));
        }
        return relay(new RelayErrand(
                (Action.Relay) action, job, scan, memory.limits().get()));
    }

    /** By one way after another. */
    private Map<EnvelopeId, Outcome> relay(RelayErrand errand) {
        Attempts attempts = new Attempts();
        for (RelayWays.Way way : ways.of(errand.relay(), errand.job(), errand.families(), errand::heedsPolicies)) {
            if (way.spare() && attempts.anyBusy()) {
                break;
            }
            NextHops next = way.next().get();
            if (next instanceof NextHops.Never never) {
                return SameOutcome.forAll(errand.job(), new Outcome.Failed("relay", never.reply()));
            } else if (next instanceof NextHops.Later later) {
                later.reports().forEach(reports);
                attempts.missed(later.line());
            } else if (next instanceof NextHops.Found found) {
                Map<EnvelopeId, Outcome> outcomes = relay(found, errand, attempts);
                if (!outcomes.isEmpty()) {
                    return outcomes;
                }
            }
        }
        return SameOutcome.forAll(errand.job(), attempts.sum());
    }

    /**
     * To one host after another; a worse exchanger is there only for when the better ones cannot be used, and what is wrong
     * with it is no news until then.
     *
     * @return empty if none of them can be used
     */
    private Map<EnvelopeId, Outcome> relay(NextHops.Found found, RelayErrand errand, Attempts attempts) {
        int preference = found.stops().get(0).preference();
        for (NextHops.Stop stop : found.stops()) {
            if (stop.preference() > preference && attempts.anyBusy()) {
                break;
            }
            preference = stop.preference();
            Map<EnvelopeId, Outcome> outcomes = relay(stop, errand, attempts);
            if (!outcomes.isEmpty()) {
                return outcomes;
            }
        }
        return Map.of();
    }

    private Map<EnvelopeId, Outcome> relay(NextHops.Stop stop, RelayErrand errand, Attempts attempts) {
        if (stop instanceof NextHops.LeftOut leftOut) {
            leftOut.report().ifPresent(reports);
            attempts.missed(ReplyLine.ours(leftOut.reply()));
            return Map.of();
        }
        return visits.to((NextHops.Hop) stop, errand, attempts);
    }
}
