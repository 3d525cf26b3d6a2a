package org.waybill.queue.ejb;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.waybill.queue.core.dispatch.Dispatcher;

/** Every second: what became due is given out. Hints only make it sooner. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DispatchBean {

    @Inject
    private Startup startup;

    @Inject
    private Dispatcher dispatcher;

    @Inject
    private DispatchSender sender;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void sweep() {
        if (startup.finished()) {
            // this look stands for a hint that the broker lost: without that, no other would be sent
            sender.lookArrived();
            dispatcher.dispatch();
        }
    }
}
