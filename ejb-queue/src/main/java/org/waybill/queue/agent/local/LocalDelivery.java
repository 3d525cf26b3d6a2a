package org.waybill.queue.agent.local;

import java.io.IOException;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.action.FormatValues;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.HeaderSection;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.users.User;

/**
 * One envelope on its way to somebody here.
 *
 * @param action what is done
 * @param envelope what is delivered
 * @param job the mail
 * @param recipient who it is for
 * @param as who it is done as; the recipient unless the action says otherwise
 */
record LocalDelivery(Action.Local action, Envelope envelope, DeliveryJob job, User recipient, User as) {

    private static final int MAX_HEADER = 256 * 1024;

    FormatValues values() {
        return new FormatValues(envelope, recipient);
    }

    LocalMessage message() {
        return new LocalMessage(envelope, job);
    }

    HeaderSection header() throws IOException {
        return HeaderSection.of(job.body(), MAX_HEADER);
    }
}
