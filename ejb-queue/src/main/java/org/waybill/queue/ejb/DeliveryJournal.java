package org.waybill.queue.ejb;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.waybill.queue.core.Counters;
import org.waybill.queue.core.dispatch.Journal;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.envelope.Attempt;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.envelope.QueuedMail;
import org.waybill.queue.core.envelope.Settlement;

/** One line of log for each attempt, and the counters of the dashboard. */
final class DeliveryJournal implements Journal {

    private static final Logger LOG = Logger.getLogger("org.waybill.deliver");

    private final Counters counters;

    DeliveryJournal(Counters counters) {
        this.counters = counters;
    }

    @Override
    public void settled(List<QueuedMail> mails, List<Settlement> settlements, List<EnvelopeId> carriedOut) {
        Map<EnvelopeId, ActionName> actions = mails.stream()
                .flatMap(mail -> mail.envelopes().stream())
                .collect(Collectors.toMap(Envelope::id, Envelope::action));
        Set<EnvelopeId> counted = Set.copyOf(carriedOut);
        for (Settlement settlement : settlements) {
            if (counted.contains(settlement.envelope())) {
                counters.attempted(settlement.attempt().result());
                log(String.valueOf(actions.get(settlement.envelope())), settlement);
            } else {
                LOG.log(Level.WARNING, "envelope={0}: the lease was lost, the result does not count", new Object[] {
                    settlement.envelope()
                });
            }
        }
    }

    @Override
    public void notSettled(List<Settlement> settlements, Throwable trouble) {
        LOG.log(
                Level.SEVERE,
                trouble,
                () -> "the results of these attempts could not be stored, they will be made again: "
                        + settlements.stream()
                                .map(settlement -> settlement.envelope() + " "
                                        + settlement.attempt().result())
                                .collect(Collectors.joining(", ")));
    }

    @Override
    public void broke(Throwable trouble) {
        LOG.log(
                Level.SEVERE,
                "a step of a delivery broke; mail that waits for it is tried again when its lease ends",
                trouble);
    }

    private static void log(String action, Settlement settlement) {
        Attempt attempt = settlement.attempt();
        // a closed way is one event, not one for each of the thousands that wait for it
        Level level = attempt.result().counts() ? Level.INFO : Level.FINE;
        LOG.log(level, "{0} envelope={1} action={2} attempt={3} revision={4} target={5} reply={6}", new Object[] {
            attempt.result(),
            settlement.envelope(),
            action,
            attempt.number(),
            String.valueOf(attempt.revision()),
            attempt.target(),
            attempt.reply()
        });
    }
}
