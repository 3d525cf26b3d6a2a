package org.waybill.admin.console;

import java.util.EnumSet;
import java.util.Set;
import org.waybill.queue.console.QueueConsole;
import org.waybill.queue.console.QueueConsole.Selection;
import org.waybill.queue.core.envelope.EnvelopeState;

/** What an administrator may order about envelopes. */
public enum Order {
    RETRY("Retry now", "They become due now; held ones stay held.", "made due now", false) {
        @Override
        int carryOut(QueueConsole queue, Selection selection, String reason, String author) {
            return queue.retry(selection, author);
        }
    },
    HOLD("Hold", "They wait until somebody releases them.", "held", true) {
        @Override
        int carryOut(QueueConsole queue, Selection selection, String reason, String author) {
            return queue.hold(selection, reason, author);
        }
    },
    RELEASE("Release", "Held ones become due now.", "released", false) {
        @Override
        int carryOut(QueueConsole queue, Selection selection, String reason, String author) {
            return queue.release(selection, author);
        }
    },
    BOUNCE("Bounce", "They end as failed, and their senders get a report.", "bounced", true) {
        @Override
        int carryOut(QueueConsole queue, Selection selection, String reason, String author) {
            return queue.bounce(selection, author);
        }
    },
    DELETE("Delete", "They end here, and nobody is told.", "deleted", true) {
        @Override
        int carryOut(QueueConsole queue, Selection selection, String reason, String author) {
            return queue.delete(selection, author);
        }
    };

    private final String label;
    private final String consequence;
    private final String done;
    private final boolean confirmed;

    Order(String label, String consequence, String done, boolean confirmed) {
        this.label = label;
        this.consequence = consequence;
        this.done = done;
        this.confirmed = confirmed;
    }

    /** @return how many envelopes it reached */
    abstract int carryOut(QueueConsole queue, Selection selection, String reason, String author);

    public String label() {
        return label;
    }

    /** A sentence for those who are about to give it. */
    public String consequence() {
        return consequence;
    }

    /** Completes "3 envelopes …". */
    String done() {
        return done;
    }

    /** Envelopes that it is for. */
    Set<EnvelopeState> states() {
        return switch (this) {
            case RETRY -> EnumSet.of(EnvelopeState.QUEUED);
            case RELEASE -> EnumSet.of(EnvelopeState.HELD);
            case HOLD, BOUNCE, DELETE -> EnumSet.of(EnvelopeState.QUEUED, EnvelopeState.HELD);
        };
    }

    /** Whether it is asked back about even for ticked envelopes. */
    boolean confirmed() {
        return confirmed;
    }
}
