package org.waybill.queue.agent;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.waybill.queue.agent.HostDoors.Knock;
import org.waybill.queue.agent.client.Probed;
import org.waybill.queue.agent.client.RelaySessions;
import org.waybill.queue.agent.client.RelayTimeouts;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.ReplyLine;
import org.waybill.queue.core.envelope.BodyLocation;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.StoredMessage;
import org.waybill.queue.core.relay.Health;
import org.waybill.queue.core.relay.Hop;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.RouteLimits.Family;
import org.waybill.queue.core.relay.TlsTerms;
import org.waybill.smtp.MailParameters;
import org.waybill.smtp.listener.MessageBody;

/**
 * Goes the way of {@link RelayAgent} without a mail, and tells of every step. Unlike a mail it goes to all hosts, also to
 * those that rest, and leaves nothing behind: no turn is taken, no host rests or is well because of it, no session is kept.
 */
public final class RelayTrace {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration REPLY = Duration.ofSeconds(20);

    /** Its size is what hosts hear of it. */
    private static final MessageBody SPECIMEN = new MessageBody() {

        private final byte[] octets = "Subject: trace\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

        @Override
        public long size() {
            return octets.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(octets);
        }
    };

    private final RelaySessions sessions;
    private final RelayMemory memory;
    private final MxHosts hosts;
    private final HostDoors doors;

    /**
     * @param hosts whose policies should report to nobody
     * @param serverName what we call ourselves if nothing else is said
     * @param memory is read only
     */
    public RelayTrace(MxHosts hosts, String serverName, RelaySessions sessions, RelayMemory memory) {
        this.sessions = sessions;
        this.memory = memory;
        this.hosts = hosts;
        this.doors = new HostDoors(serverName);
    }

    /**
     * Goes it.
     *
     * @return what a mail would come to now, as far as it can be known without one
     */
    public Outcome run(Action.Relay relay, Envelope envelope, TraceLog log) {
        StoredMessage message = new StoredMessage(
                envelope.id().message(),
                envelope.sender(),
                MailParameters.NONE,
                "trace",
                envelope.created(),
                new BodyLocation(0, 0, SPECIMEN.size(), 0));
        return new Run(relay, new DeliveryJob(message, List.of(envelope), SPECIMEN), log).outcome();
    }

    private final class Run {

        private final Action.Relay relay;
        private final DeliveryJob job;
        private final Envelope envelope;
        private final TraceLog log;
        private final Attempts attempts = new Attempts();
        private Optional<Outcome> decided = Optional.empty();

        Run(Action.Relay relay, DeliveryJob job, TraceLog log) {
            this.relay = relay;
            this.job = job;
            this.envelope = job.envelopes().get(0);
            this.log = log;
        }

        Outcome outcome() {
            String domain = envelope.destination().domainKey();
            List<Family> families = memory.limits().get().of(domain).families();
            RelayWays ways = new RelayWays(hosts, memory.turns()::foresee, log);
            List<RelayWays.Way> all = ways.of(relay, job, families, () -> true);
            boolean named = all.get(0).urlOrNull() != null;
            if (named) {
                log.saw("map", envelope.action().value(), true, order(all));
            }
            for (RelayWays.Way way : all) {
                go(way.next().get());
            }
            return decided.orElseGet(attempts::sum);
        }

        private String order(List<RelayWays.Way> all) {
            String policy = all.size() > 1 ? RelayWays.policy(relay.target()).word() + ": " : "";
            List<Health.Patient> known = memory.health().list();
            return policy
                    + all.stream()
                            .map(RelayWays.Way::urlOrNull)
                            .map(url -> url + " (" + health(url, known) + ")")
                            .collect(Collectors.joining(", "));
        }

        /** Of all that is known of its host, on whatever terms. */
        private String health(RelayUrl url, List<Health.Patient> known) {
            String label = url.label().isEmpty() ? "" : url.label() + "@";
            String begin = url.schema().word() + "://" + label + url.host() + " [";
            String port = "]:" + url.port();
            String all = known.stream()
                    .filter(patient -> patient.key().startsWith(begin) && (patient.key() + ",").contains(port + ","))
                    .map(patient -> terms(patient.key(), port) + health(patient))
                    .collect(Collectors.joining("; "));
            return all.isEmpty() ? "nothing known against it" : all;
        }

        private static String terms(String key, String port) {
            String terms = key.substring(key.indexOf(port) + port.length());
            return terms.isEmpty() ? "" : terms.substring(2) + ": ";
        }

        private String health(Health.Patient patient) {
            String failed = patient.failures() + " failures in a row, the last: " + patient.reason();
            return (rests(patient) ? "rests until " + patient.until() + ", " : "may be tried again, ") + failed;
        }

        private boolean rests(Health.Patient patient) {
            return patient.probing() || memory.clock().instant().isBefore(patient.until());
        }

        private void go(NextHops next) {
            if (next instanceof NextHops.Never never) {
                decide(new Outcome.Failed("relay", never.reply()));
            } else if (next instanceof NextHops.Later later) {
                attempts.missed(later.line());
            } else if (next instanceof NextHops.Found found) {
                found.leftOut().forEach(host -> attempts.missed(ReplyLine.ours(host.reply())));
                found.hops().forEach(this::visit);
            }
        }

        private void decide(Outcome outcome) {
            decided = decided.or(() -> Optional.of(outcome));
        }

        private void visit(NextHops.Hop host) {
            String name = host.url().place();
            TlsDemand demand = TlsDemand.of(relay.options(), job.message());
            Optional<TlsTerms> terms = demand.terms(host);
            if (terms.isEmpty()) {
                Outcome unusable = demand.unusable(host);
                log.saw("demand", name, false, unusable.reply());
                attempts.failed(unusable);
                return;
            }
            log.saw(
                    "demand",
                    name,
                    true,
                    HopText.terms(terms.get()) + " (" + host.grounds().why() + ")");
            Optional<DeliveryJob> leaving = LeavingMail.of(
                    job, relay.options(), host.url(), memory.clock().instant());
            if (leaving.isEmpty()) {
                log.saw("sender", name, false, LeavingMail.NO_SENDER.reply());
                attempts.failed(LeavingMail.NO_SENDER);
            } else if (!log.mayVisit()) {
                log.saw("connect", name, false, "not traced: there are too many hosts");
                attempts.failed(new Outcome.Deferred("relay", "451 4.4.4 Not all hosts were traced"));
            } else {
                visit(host, terms.get(), leaving.get());
            }
        }

        private void visit(NextHops.Hop host, TlsTerms terms, DeliveryJob leaving) {
            doors.of(host, terms, relay.options(), new HostDoors.Caller() {
                @Override
                public void missing(ReplyLine reply) {
                    log.saw("identity", host.url().place(), false, reply.text());
                    attempts.missed(reply);
                }

                @Override
                public Knock knock(Hop door) {
                    return visit(host.url(), door, leaving);
                }
            });
        }

        private Knock visit(RelayUrl url, Hop hop, DeliveryJob leaving) {
            Duration left = log.left();
            if (left.isNegative() || left.isZero()) {
                log.saw("connect", hop.toString(), false, "not traced: there is no time left");
                attempts.failed(new Outcome.Deferred("relay", "451 4.4.4 Not all hosts were traced"));
                return Knock.TRIED;
            }
            log.saw("identity", hop.toString(), true, HopText.identity(hop));
            Optional<Health.Patient> patient = patient(Hops.key(url, hop));
            patient.ifPresent(ill -> log.saw("health", hop.toString(), !rests(ill), health(ill)));
            log.turnTo(hop.toString());
            Probed probed = sessions.probe(hop, leaving, within(left), log);
            if (patient.filter(this::rests).isPresent()) {
                attempts.passed(
                        patient.get().until(),
                        ReplyLine.ours(
                                "451 4.4.1 " + hop + " rests: " + patient.get().reason()));
                return Knock.PASSED;
            }
            if (probed.stands()) {
                decide(probed.outcome());
                return Knock.ANSWERED;
            }
            attempts.failed(probed.outcome());
            return Knock.TRIED;
        }

        private Optional<Health.Patient> patient(String key) {
            return memory.health().list().stream()
                    .filter(patient -> patient.key().equals(key))
                    .findFirst();
        }
    }

    private static RelayTimeouts within(Duration left) {
        Duration connect = left.compareTo(CONNECT) < 0 ? left : CONNECT;
        Duration reply = left.compareTo(REPLY) < 0 ? left : REPLY;
        return new RelayTimeouts(connect, reply, reply, reply, reply, reply, left);
    }
}
