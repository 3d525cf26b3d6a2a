package org.waybill.queue.ejb;

import jakarta.ejb.LocalBean;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import org.waybill.queue.core.Counters;
import org.waybill.queue.core.SubmitMail;
import org.waybill.queue.core.enqueue.LocalMail;
import org.waybill.queue.core.enqueue.LocalVerdict;

/** Where mail from inside comes in: in the transaction of the caller, or in one that is committed when the call returns. */
@Stateless
@LocalBean
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class LocalMailBean {

    @Inject
    private SubmitMail submitMail;

    @Inject
    private AfterCommit afterCommit;

    @Inject
    private Counters counters;

    public LocalVerdict submit(LocalMail mail) {
        LocalVerdict verdict = submitMail.submit(mail);
        if (verdict instanceof LocalVerdict.Queued queued) {
            afterCommit.accepted(List.of(queued.mail()), counters);
        }
        return verdict;
    }
}
