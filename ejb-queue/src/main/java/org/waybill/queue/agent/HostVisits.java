package org.waybill.queue.agent;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.waybill.queue.agent.HostDoors.Knock;
import org.waybill.queue.agent.client.Opening;
import org.waybill.queue.agent.client.RelaySession;
import org.waybill.queue.agent.client.RelaySessions;
import org.waybill.queue.agent.client.Sending;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.ReplyLine;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.relay.Health;
import org.waybill.queue.core.relay.Hop;
import org.waybill.queue.core.relay.TlsTerms;

/** Hands a mail over at one host: at the first of its doors that opens. */
final class HostVisits {

    private final RelaySessions sessions;
    private final RelayMemory memory;
    private final SessionReports reports;
    private final HostDoors doors;

    HostVisits(RelaySessions sessions, RelayMemory memory, SessionReports reports, HostDoors doors) {
        this.sessions = sessions;
        this.memory = memory;
        this.reports = reports;
        this.doors = doors;
    }

    /**
     * Tries one host.
     *
     * @param attempts hears why it cannot be used
     * @return empty if it cannot
     */
    Map<EnvelopeId, Outcome> to(NextHops.Hop host, RelayErrand errand, Attempts attempts) {
        TlsDemand demand = TlsDemand.of(errand.options(), errand.job().message());
        Optional<TlsTerms> terms = demand.terms(host);
        Optional<DeliveryJob> leaving = LeavingMail.of(
                errand.job(), errand.options(), host.url(), memory.clock().instant());
        if (terms.isEmpty() || leaving.isEmpty()) {
            attempts.failed(terms.isEmpty() ? demand.unusable(host) : LeavingMail.NO_SENDER);
            return Map.of();
        }
        Visit visit = new Visit(host, demand, leaving.get(), errand, attempts);
        doors.of(host, terms.get(), errand.options(), visit);
        visit.end();
        return visit.outcomes;
    }

    /**
     * To all doors of one host with one mail. A mail that demands more than others of its way is no measure of a host, which
     * may be well for all of them.
     */
    private final class Visit implements HostDoors.Caller {

        private final NextHops.Hop host;
        private final TlsDemand demand;
        private final DeliveryJob leaving;
        private final RelayErrand errand;
        private final Attempts attempts;
        private boolean counted;
        private boolean begun;
        private Map<EnvelopeId, Outcome> outcomes = Map.of();

        Visit(NextHops.Hop host, TlsDemand demand, DeliveryJob leaving, RelayErrand errand, Attempts attempts) {
            this.host = host;
            this.demand = demand;
            this.leaving = leaving;
            this.errand = errand;
            this.attempts = attempts;
        }

        @Override
        public void missing(ReplyLine reply) {
            attempts.missed(reply);
        }

        @Override
        public Knock knock(Hop door) {
            String place = Hops.place(host.url(), door);
            DoorHealth health = new DoorHealth(memory.health(), Hops.key(host.url(), door), !demand.verified());
            if (health.ask() instanceof Health.Verdict.Resting resting) {
                attempts.passed(resting.until(), about("451 4.4.1 ", place, door, " rests: " + resting.reason()));
                return Knock.PASSED;
            }
            Optional<Instant> paced = count();
            if (paced.isPresent()) {
                health.notTried();
                attempts.busy(paced.get(), about("451 4.4.5 ", place, door, " gets no more messages for now"));
                return Knock.PASSED;
            }
            return sendBy(sessions.take(errand.claim(host.url(), door)), health, door);
        }

        /** A message counts once, by whichever door it goes in. */
        private Optional<Instant> count() {
            if (counted) {
                return Optional.empty();
            }
            Optional<Instant> paced = memory.pace()
                    .take(host.url().toString(), host.url().options().rate());
            counted = paced.isEmpty();
            return paced;
        }

        /** No door is tried any more. One that went in nowhere does not count. */
        void end() {
            if (counted && !begun) {
                memory.pace()
                        .giveBack(host.url().toString(), host.url().options().rate());
            }
        }

        /** The place may hold a label, of which senders are not told. */
        private static ReplyLine about(String code, String place, Hop door, String what) {
            return ReplyLine.ours(code + place + what, code + door + what);
        }

        private Knock sendBy(Opening opening, DoorHealth health, Hop door) {
            if (opening instanceof Opening.Open open) {
                try (RelaySession session = open.session()) {
                    reports.opened(host.grounds(), door, session);
                    if (demand.metBy(session)) {
                        String target = "relay " + Hops.place(host.url(), door);
                        Sending sending = session.send(
                                leaving, errand.scan(), target, again -> reports.renewed(host.grounds(), door, again));
                        return sent(sending, health, door);
                    }
                    health.succeeded();
                    attempts.failed(TlsDemand.notSupported(host.url()));
                }
            } else if (opening instanceof Opening.Refused refused) {
                refused(refused, health, door);
            } else if (opening instanceof Opening.Busy busy) {
                health.notTried();
                attempts.busy(busy.until(), ReplyLine.ours(busy.reply()));
                return Knock.PASSED;
            }
            return Knock.TRIED;
        }

        private void refused(Opening.Refused refused, DoorHealth health, Hop door) {
            // of a host that rests senders are told why
            health.failed(refused.line().toSender());
            reports.refused(host.grounds(), door, refused);
            attempts.failed(new Outcome.Deferred("relay " + Hops.place(host.url(), door), refused.line()));
        }

        /** A host that hangs up in the middle of every mail is not well either. */
        private Knock sent(Sending sending, DoorHealth health, Hop door) {
            if (sending instanceof Opening.Refused refused) {
                refused(refused, health, door);
                return Knock.TRIED;
            }
            begun = true;
            Sending.Answered answered = (Sending.Answered) sending;
            answered.lost().ifPresentOrElse(health::failed, health::succeeded);
            outcomes = answered.outcomes();
            return Knock.ANSWERED;
        }
    }
}
