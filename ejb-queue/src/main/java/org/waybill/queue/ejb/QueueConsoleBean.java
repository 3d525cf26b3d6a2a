package org.waybill.queue.ejb;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.waybill.queue.console.QueueConsole;
import org.waybill.queue.core.Counters;
import org.waybill.queue.core.DeliverEnvelope;
import org.waybill.queue.core.dispatch.Dispatcher;
import org.waybill.queue.core.dispatch.SettlementGroup;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.envelope.EnvelopeState;
import org.waybill.queue.core.envelope.Lease;
import org.waybill.queue.core.envelope.QueuedMail;
import org.waybill.queue.jpa.QueueOrders;
import org.waybill.queue.jpa.QueueQueries;

/** The queue as administrators reach it: questions and orders become queries, and orders are logged with their author. */
@ApplicationScoped
public class QueueConsoleBean implements QueueConsole {

    private static final Logger LOG = Logger.getLogger("org.waybill.admin");

    private static final int LAST_ERRORS = 20;

    @Inject
    private QueueQueries queries;

    @Inject
    private QueueOrders orders;

    @Inject
    private Counters counters;

    @Inject
    private Dispatcher dispatcher;

    @Inject
    private DeliverEnvelope deliverEnvelope;

    @Inject
    private SettlementGroup settlements;

    @Inject
    private DispatchSender sender;

    @Inject
    private Clock clock;

    @Override
    public Page search(Filter filter, String after, int limit) {
        return queries.search(filter, after, limit);
    }

    @Override
    public Optional<MessageView> message(String messageId) {
        return queries.message(messageId);
    }

    @Override
    public Summary summary() {
        Map<EnvelopeState, Long> depth = queries.countsByState();
        return new Summary(
                depth.getOrDefault(EnvelopeState.QUEUED, 0L),
                depth.getOrDefault(EnvelopeState.LEASED, 0L),
                depth.getOrDefault(EnvelopeState.HELD, 0L),
                counters.accepted(),
                counters.delivered(),
                counters.deferred(),
                counters.failed(),
                queries.lastErrors(LAST_ERRORS));
    }

    @Override
    public Preview preview(Selection selection, Set<EnvelopeState> states) {
        return orders.preview(selection, states);
    }

    @Override
    public int retry(Selection selection, String author) {
        int count = logged("retry", selection, author, orders.retry(selection, clock.instant()));
        sender.look();
        return count;
    }

    @Override
    public int hold(Selection selection, String reason, String author) {
        return logged("hold", selection, author, orders.hold(selection, reason));
    }

    @Override
    public int release(Selection selection, String author) {
        int count = logged("release", selection, author, orders.release(selection, clock.instant()));
        sender.look();
        return count;
    }

    @Override
    public int bounce(Selection selection, String author) {
        Set<EnvelopeId> given = new HashSet<>();
        boolean more = true;
        while (more) {
            Lease lease = dispatcher.newLease(clock.instant());
            int before = given.size();
            for (QueuedMail mail : orders.claimForBounce(selection, lease)) {
                given.addAll(settlements.settle(deliverEnvelope.bounce(mail, lease.token())));
            }
            // an envelope whose sender cannot be told yet stays in the queue, and would come again and again
            more = given.size() > before;
        }
        sender.look();
        return logged("bounce", selection, author, given.size());
    }

    @Override
    public int delete(Selection selection, String author) {
        return logged("delete", selection, author, orders.delete(selection, author, clock.instant()));
    }

    private static int logged(String order, Selection selection, String author, int count) {
        LOG.log(Level.INFO, "{0} by={1} envelopes={2} selection={3}", new Object[] {
            order, author, String.valueOf(count), selection.toString().replaceAll("\\p{Cntrl}", "?")
        });
        return count;
    }
}
