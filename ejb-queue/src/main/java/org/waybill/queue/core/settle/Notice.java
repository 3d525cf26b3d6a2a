package org.waybill.queue.core.settle;

import java.util.Locale;
import java.util.Set;
import org.waybill.smtp.RcptParameters;
import org.waybill.smtp.RcptParameters.Notify;

/** What there is to tell a sender of a recipient, in the order of a report. */
public enum Notice {
    /** It will not come to this recipient. */
    FAILED,
    /** It is not there yet, and will be tried further. */
    DELAYED,
    /** It is where it was sent to. */
    DELIVERED,
    /** It went on to where nobody reports what becomes of it. */
    RELAYED,
    /** Nothing, or nothing yet. */
    NONE;

    /** Whether the sender wants to hear it (RFC 3461 §5.2.1 to §5.2.4). */
    boolean wantedBy(RcptParameters parameters) {
        Set<Notify> asked = parameters.notifications();
        return switch (this) {
            case FAILED -> asked.isEmpty() || asked.contains(Notify.FAILURE);
            case DELAYED -> asked.isEmpty() || asked.contains(Notify.DELAY);
            case DELIVERED, RELAYED -> asked.contains(Notify.SUCCESS);
            case NONE -> false;
        };
    }

    /** The value of the field Action (RFC 3464 §2.3.3). */
    String action() {
        return name().toLowerCase(Locale.ROOT);
    }
}
