package org.waybill.queue.submit;

import java.io.Serializable;
import java.util.List;

/**
 * A mail is in the queue, once the transaction commits.
 *
 * @param messageId its id
 * @param refused recipients that it does not go to; empty unless the mail allowed that
 */
public record SubmissionReceipt(String messageId, List<RefusedRecipient> refused) implements Serializable {

    public SubmissionReceipt {
        refused = List.copyOf(refused);
    }
}
