package org.waybill.queue.lab;

import java.util.List;
import java.util.function.Consumer;
import org.waybill.queue.core.dispatch.Journal;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.envelope.QueuedMail;
import org.waybill.queue.core.envelope.Settlement;

/**
 * What came of attempts, in the order of their ends.
 *
 * @param log takes the replies
 */
record LabJournal(Consumer<String> log) implements Journal {

    @Override
    public void settled(List<QueuedMail> mails, List<Settlement> settlements, List<EnvelopeId> carriedOut) {
        settlements.forEach(settlement -> log.accept(settlement.attempt().reply()));
    }

    @Override
    public void notSettled(List<Settlement> settlements, Throwable trouble) {
        throw new AssertionError(settlements.toString(), trouble);
    }

    @Override
    public void broke(Throwable trouble) {
        throw new AssertionError(trouble);
    }
}
