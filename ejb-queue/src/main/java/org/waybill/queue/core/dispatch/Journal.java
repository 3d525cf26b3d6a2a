package org.waybill.queue.core.dispatch;

import java.util.List;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.envelope.QueuedMail;
import org.waybill.queue.core.envelope.Settlement;

/** Is told of every attempt once it is settled, or cannot be: for the log and the counters. */
public interface Journal {

    /**
     * @param mails whose
     * @param settlements what was asked for
     * @param carriedOut those whose lease still held
     */
    void settled(List<QueuedMail> mails, List<Settlement> settlements, List<EnvelopeId> carriedOut);

    /** The queue could not write down what came of attempts: they are made again once their leases end. */
    void notSettled(List<Settlement> settlements, Throwable trouble);

    /** A step around an attempt went wrong; leases and sweeps bring the mail on. */
    void broke(Throwable trouble);
}
