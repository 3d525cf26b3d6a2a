package org.waybill.queue.ejb;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.waybill.queue.core.Counters;
import org.waybill.smtp.listener.MailTransaction;

/** What follows a successful commit of accepted mail: it is logged, counted, and the dispatcher gets a hint. */
@ApplicationScoped
public class AfterCommit {

    private static final Logger LOG = Logger.getLogger("org.waybill.accept");

    @Resource
    private TransactionSynchronizationRegistry transaction;

    @Inject
    private DispatchSender sender;

    /** To be called within the transaction that stores the mails. */
    public void accepted(List<MailTransaction> batch, Counters counters) {
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // nothing is decided before the commit
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    counters.accepted(batch.size());
                    batch.forEach(AfterCommit::log);
                    sender.look();
                }
            }
        });
    }

    private static void log(MailTransaction mail) {
        LOG.log(Level.INFO, "accepted message={0} from=<{1}> recipients={2} size={3} client=[{4}]", new Object[] {
            mail.id(),
            mail.sender(),
            String.valueOf(mail.recipients().size()),
            String.valueOf(mail.body().size()),
            mail.peer().address().getHostAddress()
        });
    }
}
