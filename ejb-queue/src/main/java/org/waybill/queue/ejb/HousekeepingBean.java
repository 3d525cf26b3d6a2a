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
import org.waybill.queue.core.dispatch.Dispatcher;

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

    /** Another node may have activated a revision. */
    @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
    void followRevision() {
        if (startup.finished()) {
            active.follow();
        }
    }

    @Schedule(hour = "*", minute = "*", second = "*/30", persistent = false)
    void leases() {
        if (startup.finished()) {
            dispatcher.renewLeases();
            report("expired leases freed", housekeeping.freeLeases());
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

    private static void report(String what, int count) {
        if (count > 0) {
            LOG.log(Level.INFO, "{0}: {1}", new Object[] {what, count});
        }
    }
}
