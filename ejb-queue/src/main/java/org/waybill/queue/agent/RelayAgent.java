package org.waybill.queue.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.waybill.queue.agent.client.CleanContent;
import org.waybill.queue.agent.client.Opening;
import org.waybill.queue.agent.client.RelaySession;
import org.waybill.queue.agent.client.RelaySessions;
import org.waybill.queue.agent.client.SmtpFailure;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.deliver.BodyScan;
import org.waybill.queue.core.deliver.DeliveryAgent;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.HeaderSection;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.mx.TlsResult;
import org.waybill.queue.core.relay.Health;
import org.waybill.queue.core.relay.Hop;
import org.waybill.queue.core.relay.OutgoingSender;
import org.waybill.queue.core.relay.RelayOptions;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.RouteLimits;
import org.waybill.queue.core.relay.TlsTerms;
import org.waybill.smtp.BodyType;
import org.waybill.smtp.ReversePath;

/**
 * Hands a mail to the next host. Hosts that cannot be connected, refuse the connection, or lack the TLS that is demanded are
 * passed over for the next one, and rest; once a host has taken MAIL FROM its answers stand.
 */
public final class RelayAgent implements DeliveryAgent {

    static final int MAX_ADDRESSES_OF_HOST = 4;

    /** A field behind is not looked for, in octets. */
    private static final int MAX_HEADER = 64 * 1024;

    /** A place in as many sessions as may be is free again soon: each mail frees one. */
    private static final Duration BUSY = Duration.ofSeconds(1);

    static final Outcome NO_SENDER =
            new Outcome.Deferred("relay", "451 4.3.5 mail-from makes no address of the sender");

    private final RelaySessions sessions;
    private final RelayMemory memory;
    private final RelayWays ways;
    private final SessionReports reports;
    private final Hops hops;

    /**
     * @param serverName what we call ourselves if nothing else is said
     * @param sessions with the hosts
     * @param reports takes how TLS went with the hosts of domains
     */
    public RelayAgent(
            MxHosts hosts, String serverName, RelaySessions sessions, RelayMemory memory, Consumer<TlsResult> reports) {
        this.sessions = sessions;
        this.reports = new SessionReports(reports);
        this.memory = memory;
        this.ways = new RelayWays(hosts, memory.turns()::order);
        this.hops = new Hops(serverName);
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
        return unclean.isPresent()
                ? SameOutcome.forAll(job, new Outcome.Failed("relay", unclean.get()))
                : deliver(new Errand((Action.Relay) action, job, scan));
    }

    /** What is to be done. */
    private record Errand(Action.Relay relay, DeliveryJob job, BodyScan scan) {

        RelayOptions options() {
            return relay.options();
        }

        Envelope first() {
            return job.envelopes().get(0);
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

        /** The job as it leaves by a URL. All envelopes of a job are forwarded, or none is: that is part of their route. */
        Optional<DeliveryJob> leaving(RelayUrl url, Instant now) {
            String forwardedBy = first().isForwarded() ? first().recipient().domainKey() : "";
            Optional<ReversePath> sender = OutgoingSender.of(
                    options().sender(), url.options(), job.message().sender(), forwardedBy, now);
            return sender.map(path -> new DeliveryJob(job.message().withSender(path), job.envelopes(), job.body()));
        }
    }

    private Map<EnvelopeId, Outcome> deliver(Errand errand) {
        RouteLimits limits =
                memory.limits().get().of(errand.first().destination().domainKey());
        Attempts attempts = new Attempts();
        for (RelayWays.Way way : ways.of(errand.relay(), errand.job(), limits.families(), errand::heedsPolicies)) {
            NextHops next = way.next().get();
            if (next instanceof NextHops.Never never) {
                return SameOutcome.forAll(errand.job(), new Outcome.Failed("relay", never.reply()));
            } else if (next instanceof NextHops.Later later) {
                attempts.failed(new Outcome.Deferred("relay", later.reply()));
            } else if (next instanceof NextHops.Found found) {
                for (NextHops.Hop host : found.hops()) {
                    Map<EnvelopeId, Outcome> outcomes = handOver(host, errand, limits, attempts);
                    if (!outcomes.isEmpty()) {
                        return outcomes;
                    }
                }
            }
        }
        return SameOutcome.forAll(errand.job(), attempts.sum());
    }

    /**
     * Tries one host.
     *
     * @return empty if it cannot be used
     */
    private Map<EnvelopeId, Outcome> handOver(NextHops.Hop host, Errand errand, RouteLimits limits, Attempts attempts) {
        TlsDemand demand = TlsDemand.of(errand.options(), errand.job().message());
        Optional<TlsTerms> terms = demand.terms(host);
        Optional<DeliveryJob> job = errand.leaving(host.url(), memory.clock().instant());
        if (terms.isEmpty() || job.isEmpty()) {
            attempts.failed(terms.isEmpty() ? demand.unusable(host) : NO_SENDER);
            return Map.of();
        }
        Door door = new Door(host, demand, limitsOf(host.url(), limits));
        for (InetAddress address :
                host.addresses().subList(0, Math.min(host.addresses().size(), MAX_ADDRESSES_OF_HOST))) {
            Hops.Answer answer = hops.of(errand.options(), host.url(), address, terms.get());
            if (answer instanceof Hops.Answer.Waiting waiting) {
                attempts.failed(new Outcome.Deferred("relay", waiting.reply()));
            } else if (answer instanceof Hops.Answer.Known known) {
                for (Hop hop : known.hops()) {
                    Map<EnvelopeId, Outcome> outcomes = handOver(hop, door, job.get(), errand.scan(), attempts);
                    if (!outcomes.isEmpty()) {
                        return outcomes;
                    }
                }
            }
        }
        return Map.of();
    }

    /** What all addresses of a host share. */
    private record Door(NextHops.Hop host, TlsDemand demand, RouteLimits limits) {

        RelayUrl url() {
            return host.url();
        }

        String key(Hop hop) {
            return Hops.key(url(), hop);
        }
    }

    private static RouteLimits limitsOf(RelayUrl url, RouteLimits usual) {
        return url.options().sessions() > 0 ? usual.withSessions(url.options().sessions()) : usual;
    }

    private Map<EnvelopeId, Outcome> handOver(Hop hop, Door door, DeliveryJob job, BodyScan scan, Attempts attempts) {
        String key = door.key(hop);
        if (memory.health().ask(key) instanceof Health.Verdict.Resting resting) {
            attempts.passed(resting.until(), "451 4.4.1 " + key + " rests: " + resting.reason());
            return Map.of();
        }
        Optional<Instant> paced =
                memory.pace().take(door.url().toString(), door.url().options().rate());
        if (paced.isPresent()) {
            memory.health().notTried(key);
            attempts.passed(paced.get(), "451 4.4.5 " + key + " gets no more messages for now");
            return Map.of();
        }
        Opening opening = sessions.take(hop, door.limits());
        if (opening instanceof Opening.Open open) {
            try (RelaySession session = open.session()) {
                reports.opened(door.host().grounds(), hop, session);
                if (door.demand().metBy(session)) {
                    return sent(key, session.send(job, scan, "relay " + key));
                }
                memory.health().succeeded(key);
                attempts.failed(TlsDemand.notSupported(door.url()));
            }
        } else if (opening instanceof Opening.Refused refused) {
            memory.health().failed(key, refused.reply());
            reports.refused(door.host().grounds(), hop, refused);
            attempts.failed(new Outcome.Deferred("relay " + key, refused.reply()));
        } else if (opening instanceof Opening.Busy busy) {
            memory.health().notTried(key);
            attempts.passed(memory.clock().instant().plus(BUSY), busy.reply());
        }
        return Map.of();
    }

    /** A host that hangs up in the middle of every mail is not well either. */
    private Map<EnvelopeId, Outcome> sent(String key, Map<EnvelopeId, Outcome> outcomes) {
        Optional<String> lost = outcomes.values().stream()
                .map(Outcome::reply)
                .filter(reply -> reply.startsWith("421") || reply.startsWith(SmtpFailure.CONNECTION_LOST))
                .findFirst();
        if (lost.isPresent()) {
            memory.health().failed(key, lost.get());
        } else {
            memory.health().succeeded(key);
        }
        return outcomes;
    }
}
