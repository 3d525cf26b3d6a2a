package org.waybill.queue.ejb;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.waybill.queue.core.deliver.DeliveryLog;
import org.waybill.queue.core.envelope.StoredMessage;

/** What went wrong on our side, for the log. */
record DeliveryTrouble(Logger log) implements DeliveryLog {

    @Override
    public void attemptBroke(StoredMessage message, String target, Exception cause) {
        log.log(Level.WARNING, "message=" + message.id() + " target=" + target + ": the attempt broke", cause);
    }

    @Override
    public void bouncePostponed(StoredMessage message, String reason) {
        log.log(Level.WARNING, "message={0}: the report to its sender is postponed: {1}", new Object[] {
            message.id(), reason
        });
    }

    @Override
    public void reportLost(StoredMessage message, String reason) {
        log.log(Level.WARNING, "message={0}: its sender is not told what became of it: {1}", new Object[] {
            message.id(), reason
        });
    }
}
