package org.waybill.queue.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.waybill.queue.agent.NextHops.Hop;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.deliver.BodyScan;
import org.waybill.queue.core.deliver.DeliveryAgent;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.ReplyText;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.relay.RelayHosts;
import org.waybill.queue.core.relay.RelayOptions;
import org.waybill.queue.core.relay.RelayTarget;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.RelayUrl.Schema;
import org.waybill.queue.core.relay.UrlOptions;
import org.waybill.smtp.BodyType;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.ReversePath;

/**
 * Hands a mail to the next host. Hosts that cannot be connected, refuse the connection, or lack the TLS that their URL
 * demands are passed over for the next one; once a host has taken MAIL FROM its answers stand.
 */
public final class RelayAgent implements DeliveryAgent {

    private static final int MAX_ADDRESSES_OF_HOST = 4;

    /** Octets without lines could only go by BDAT (RFC 3030 §3), which is not spoken here. */
    private static final Outcome CANNOT_CONVERT = new Outcome.Failed(
            "relay", "554 5.6.3 The content is BODY=BINARYMIME, which cannot be relayed or converted");

    private final MxHosts hosts;
    private final RelaySessions sessions;
    private final SSLContext verifying;
    private final Dialer dialer;
    private final Clock clock;
    private final RelayTimeouts timeouts;
    private final ScheduledExecutorService watchdog;

    /**
     * @param heloName the argument of EHLO
     * @param verifying knows whom {@code tls} and {@code smtps} URLs trust
     * @param dialer reaches the hosts
     * @param clock dates rewritten senders
     * @param watchdog ends connections that take too long; one thread is enough
     */
    public RelayAgent(
            MxHosts hosts,
            String heloName,
            SSLContext verifying,
            Dialer dialer,
            Clock clock,
            RelayTimeouts timeouts,
            ScheduledExecutorService watchdog) {
        this.hosts = hosts;
        this.sessions = new RelaySessions(heloName, verifying);
        this.verifying = verifying;
        this.dialer = dialer;
        this.clock = clock;
        this.timeouts = timeouts;
        this.watchdog = watchdog;
    }

    @Override
    public Map<EnvelopeId, Outcome> deliver(Action action, DeliveryJob job) {
        if (job.message().parameters().body() == BodyType.BINARY_MIME) {
            return SameOutcome.forAll(job, CANNOT_CONVERT);
        }
        BodyScan scan;
        try {
            scan = BodyScan.of(job.body());
        } catch (IOException e) {
            return SameOutcome.forAll(
                    job, new Outcome.Deferred("relay", "451 4.3.0 Cannot read the content: " + SmtpFailure.reason(e)));
        }
        if (!scan.clean()) {
            return SameOutcome.forAll(
                    job, new Outcome.Failed("relay", "554 5.6.0 The content holds a bare CR, a bare LF or a NUL"));
        }
        return deliver(ways(action, job), rewritten(job, action), scan);
    }

    /** All envelopes of a job are forwarded, or none is: that is part of their route. */
    private DeliveryJob rewritten(DeliveryJob job, Action action) {
        RelayOptions options = ((Action.Relay) action).options();
        Envelope first = job.envelopes().get(0);
        if (!(options.sender() instanceof RelayOptions.Sender.Rewritten srs)
                || !first.isForwarded()
                || !(job.message().sender() instanceof ReversePath.From from)) {
            return job;
        }
        MailAddress ours =
                srs.scheme().forward(from.address(), first.recipient().domainKey(), clock.instant());
        return new DeliveryJob(job.message().withSender(new ReversePath.From(ours)), job.envelopes(), job.body());
    }

    private Map<EnvelopeId, Outcome> deliver(List<Supplier<NextHops>> ways, DeliveryJob job, BodyScan scan) {
        List<Outcome> troubles = new ArrayList<>();
        for (Supplier<NextHops> way : ways) {
            NextHops next = way.get();
            if (next instanceof NextHops.Never never) {
                return SameOutcome.forAll(job, new Outcome.Failed("relay", never.reply()));
            } else if (next instanceof NextHops.Later later) {
                troubles.add(new Outcome.Deferred("relay", later.reply()));
            } else if (next instanceof NextHops.Found found) {
                for (Hop hop : found.hops()) {
                    Map<EnvelopeId, Outcome> outcomes = handOver(hop, job, scan, troubles);
                    if (!outcomes.isEmpty()) {
                        return outcomes;
                    }
                }
            }
        }
        return SameOutcome.forAll(job, sumOf(troubles));
    }

    /** The last trouble that may pass; only if there is none, the last one that will not. */
    private static Outcome sumOf(List<Outcome> troubles) {
        Outcome sum = new Outcome.Deferred("relay", "451 4.4.4 There is no host to relay to");
        boolean mayPass = false;
        for (Outcome trouble : troubles) {
            mayPass |= trouble instanceof Outcome.Deferred;
            sum = mayPass && trouble instanceof Outcome.Failed ? sum : trouble;
        }
        return sum;
    }

    /** The hosts in the order to try them; a name is looked up only when its turn comes. */
    private List<Supplier<NextHops>> ways(Action action, DeliveryJob job) {
        Action.Relay relay = (Action.Relay) action;
        if (!isKnown(relay)) {
            return later("the options of this action cannot be used yet");
        }
        String domain = job.envelopes().get(0).destination().domainKey();
        Optional<RelayHosts.Answer> hostsOrMx =
                relay.target().hosts(domain, job.message().sender());
        if (hostsOrMx.isEmpty()) {
            return List.of(() -> hosts.of(domain));
        }
        RelayHosts.Answer answer = hostsOrMx.get();
        if (answer instanceof RelayHosts.Answer.Unavailable unavailable) {
            return later(unavailable.reason());
        } else if (answer instanceof RelayHosts.Answer.NoEntry missing) {
            return later(missing.reason());
        }
        List<RelayUrl> urls = ((RelayHosts.Answer.Urls) answer).urls();
        if (!urls.stream().allMatch(RelayAgent::isKnown)) {
            return later("one of the URLs cannot be used yet");
        }
        List<Supplier<NextHops>> ways = new ArrayList<>();
        int first = turn(job);
        for (int i = 0; i < urls.size(); i++) {
            RelayUrl url = urls.get(Math.floorMod(first + i, urls.size()));
            ways.add(() -> hosts.of(url));
        }
        return ways;
    }

    /** What would be demanded and is not done must not be passed over in silence. */
    private static boolean isKnown(Action.Relay relay) {
        return relay.options().with(RelayOptions.USUAL.sender()).equals(RelayOptions.USUAL)
                && !(relay.options().sender() instanceof RelayOptions.Sender.Replaced)
                && !(relay.target() instanceof RelayTarget.Exchangers exchangers && exchangers.backup());
    }

    private static boolean isKnown(RelayUrl url) {
        return !url.auth()
                && url.schema() != Schema.SSL
                && url.schema() != Schema.LMTP
                && url.options().equals(UrlOptions.NONE);
    }

    private static List<Supplier<NextHops>> later(String reason) {
        String reply = ReplyText.oneLine("451 4.3.5 No relay host: " + reason);
        return List.of(() -> new NextHops.Later(reply));
    }

    /** Messages take turns by their ids, whose low bits are nearly constant; attempts of one message too. */
    private static int turn(DeliveryJob job) {
        long mixed = job.message().id().value() * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 33) + job.envelopes().get(0).attempts();
    }

    /**
     * Tries one host.
     *
     * @param troubles takes what is in the way if the host cannot be used
     * @return empty if it cannot
     */
    private Map<EnvelopeId, Outcome> handOver(Hop hop, DeliveryJob job, BodyScan scan, List<Outcome> troubles) {
        TlsDemand demand = TlsDemand.of(job.message());
        if (!demand.allows(hop.url().schema())) {
            troubles.add(TlsDemand.plainText(hop.url()));
            return Map.of();
        }
        for (InetAddress address :
                hop.addresses().subList(0, Math.min(hop.addresses().size(), MAX_ADDRESSES_OF_HOST))) {
            RelayConnection.Opening opening = open(hop.url(), demand, address);
            if (opening instanceof RelayConnection.Opening.Open open) {
                try (RelayConnection connection = open.connection()) {
                    if (demand.metBy(connection)) {
                        return connection.send(job, scan);
                    }
                    troubles.add(TlsDemand.notSupported(hop.url()));
                }
            }
            if (opening instanceof RelayConnection.Opening.Unusable unusable) {
                troubles.add(new Outcome.Deferred("relay " + hop.url(), unusable.reply()));
            }
        }
        return Map.of();
    }

    private RelayConnection.Opening open(RelayUrl url, TlsDemand demand, InetAddress address) {
        Schema schema = demand.schema(url.schema());
        RelayConnection.Opening opening = open(url, schema, address);
        if (opening instanceof RelayConnection.Opening.Unusable unusable
                && unusable.tlsFailed()
                && schema == Schema.SMTP) {
            // TLS was a favour nobody asked for: once more without it
            return open(url, Schema.NOTLS, address);
        }
        return opening;
    }

    private RelayConnection.Opening open(RelayUrl url, Schema schema, InetAddress address) {
        SmtpTransaction transaction = new SmtpTransaction(sessions.of(schema));
        return RelayConnection.open(url, address, transaction, verifying, dialer, timeouts, watchdog);
    }
}
