package org.waybill.queue.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.waybill.queue.agent.client.CleanContent;
import org.waybill.queue.agent.client.Opening;
import org.waybill.queue.agent.client.RelaySession;
import org.waybill.queue.agent.client.RelaySessions;
import org.waybill.queue.agent.client.SmtpFailure;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.deliver.BodyScan;
import org.waybill.queue.core.deliver.DeliveryAgent;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.ReplyText;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.relay.Hop;
import org.waybill.queue.core.relay.RelayHosts;
import org.waybill.queue.core.relay.RelayOptions;
import org.waybill.queue.core.relay.RelayTarget;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.RelayUrl.Schema;
import org.waybill.queue.core.relay.RouteLimits;
import org.waybill.queue.core.relay.TlsChoice;
import org.waybill.queue.core.relay.TlsTerms;
import org.waybill.queue.core.relay.UrlOptions;
import org.waybill.smtp.MailAddress;
import org.waybill.smtp.ReversePath;

/**
 * Hands a mail to the next host. Hosts that cannot be connected, refuse the connection, or lack the TLS that their URL
 * demands are passed over for the next one; once a host has taken MAIL FROM its answers stand.
 */
public final class RelayAgent implements DeliveryAgent {

    private static final int MAX_ADDRESSES_OF_HOST = 4;

    /** A session for each mail, and as many as there are mails. */
    private static final RouteLimits ONE_MAIL = new RouteLimits(
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Duration.ZERO,
            1,
            Duration.ZERO,
            Integer.MAX_VALUE,
            List.of(RouteLimits.Family.values()));

    private final MxHosts hosts;
    private final String heloName;
    private final RelaySessions sessions;
    private final Clock clock;

    /**
     * @param heloName the argument of EHLO
     * @param sessions with the hosts
     * @param clock dates rewritten senders
     */
    public RelayAgent(MxHosts hosts, String heloName, RelaySessions sessions, Clock clock) {
        this.hosts = hosts;
        this.heloName = heloName;
        this.sessions = sessions;
        this.clock = clock;
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
        Optional<String> unclean = CleanContent.refusal(job, scan);
        return unclean.isPresent()
                ? SameOutcome.forAll(job, new Outcome.Failed("relay", unclean.get()))
                : deliver(ways(action, job), rewritten(job, action), scan);
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
                for (NextHops.Hop hop : found.hops()) {
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
    private Map<EnvelopeId, Outcome> handOver(
            NextHops.Hop next, DeliveryJob job, BodyScan scan, List<Outcome> troubles) {
        TlsDemand demand = TlsDemand.of(job.message());
        RelayUrl url = next.url();
        if (!demand.allows(url.schema())) {
            troubles.add(TlsDemand.plainText(url));
            return Map.of();
        }
        for (InetAddress address :
                next.addresses().subList(0, Math.min(next.addresses().size(), MAX_ADDRESSES_OF_HOST))) {
            Hop hop = hop(url, address, demand.terms(url));
            String target = "relay " + url.schema().word() + "://" + hop;
            Opening opening = sessions.take(hop, ONE_MAIL);
            if (opening instanceof Opening.Open open) {
                try (RelaySession session = open.session()) {
                    if (demand.metBy(session)) {
                        return session.send(job, scan, target);
                    }
                    troubles.add(TlsDemand.notSupported(url));
                }
            } else if (opening instanceof Opening.Refused refused) {
                troubles.add(new Outcome.Deferred(target, refused.reply()));
            } else if (opening instanceof Opening.Busy busy) {
                troubles.add(new Outcome.Deferred(target, busy.reply()));
            }
        }
        return Map.of();
    }

    private Hop hop(RelayUrl url, InetAddress address, TlsTerms terms) {
        return new Hop(
                Hop.Protocol.SMTP, url.host(), address, url.port(), terms, null, heloName, null, "", TlsChoice.USUAL);
    }
}
