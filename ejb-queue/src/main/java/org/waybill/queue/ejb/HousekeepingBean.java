package org.waybill.queue.ejb;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.waybill.queue.core.Housekeeping;
import org.waybill.queue.core.Watermark;
import org.waybill.queue.core.dispatch.Dispatcher;
import org.waybill.queue.jpa.QueueQueries;
import org.waybill.queue.routes.SuspendedMail;

/** Gives the core its regular turns. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HousekeepingBean {

    private static final Logger LOG = Logger.getLogger(HousekeepingBean.class.getName());

    @Inject
    private Startup startup;

    @Inject
    private ActiveConfiguration active;

    @Inject
    private Dispatcher dispatcher;

    @Inject
    private Housekeeping housekeeping;

    @Inject
    private SuspendedMail suspended;

    @Inject
    private QueueQueries queries;

    @Inject
    private Watermark watermark;

    @Inject
    private OwnKeyPairs keyPairs;

    /** Another node may have activated a revision, or suspended mail. */
    @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
    void followRevision() {
        if (startup.finished()) {
            active.follow();
            suspended.refresh();
        }
    }

    @Schedule(hour = "*", minute = "*", second = "*/30", persistent = false)
    void leases() {
        if (startup.finished()) {
            dispatcher.renewLeases();
            report("expired leases freed", housekeeping.freeLeases());
        }
    }

    /** Off the way of mail: a count may take a while when the queue is deep. */
    @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
    void depth() {
        if (!startup.finished()) {
            return;
        }
        long depth = queries.depth();
        long most = active.get().queueDepth();
        if (watermark.measured(depth, most)) {
            LOG.log(Level.WARNING, "the queue holds {0} envelopes, max-depth is {1}: mail is {2}", new Object[] {
                String.valueOf(depth), String.valueOf(most), watermark.accepting() ? "accepted again" : "deferred (452)"
            });
        }
    }

    @Schedule(hour = "*", minute = "*", second = "15", persistent = false)
    void expireAndForget() {
        if (startup.finished()) {
            report("held envelopes expired", housekeeping.expireHeld());
            report("segments deleted", housekeeping.deleteDeadSegments());
            report("attempts forgotten", housekeeping.forgetOldAttempts());
        }
    }

    @Schedule(hour = "*", minute = "20", second = "45", persistent = false)
    void renewKeyPairs() {
        if (startup.finished()) {
            keyPairs.ensure(active.get());
        }
    }

    private static void report(String what, int count) {
        if (count > 0) {
            LOG.log(Level.INFO, "{0}: {1}", new Object[] {what, count});
        }
    }
}
