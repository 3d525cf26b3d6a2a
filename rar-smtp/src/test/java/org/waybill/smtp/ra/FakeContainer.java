package org.waybill.smtp.ra;

import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;
import org.waybill.smtp.listener.ListenerPlan;
import org.waybill.smtp.listener.ListenerReport;
import org.waybill.smtp.listener.MailTransaction;
import org.waybill.smtp.listener.RecipientRequest;
import org.waybill.smtp.listener.RecipientVerdict;
import org.waybill.smtp.listener.SmtpListener;

/**
 * A container with one message-driven bean, whose container-managed transactions behave as those of Payara: a rollback is
 * not visible in {@code afterDelivery}. Records what is called and fails on demand.
 */
final class FakeContainer implements MessageEndpointFactory, TransactionSynchronizationRegistry {

    final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    final FakeBean bean = new FakeBean();

    /** Methods that the container runs in a transaction. */
    final Set<String> transacted = new HashSet<>(Set.of("commit"));

    private final Map<String, Throwable> failures = new HashMap<>();
    private final Map<Thread, Transaction> current = new ConcurrentHashMap<>();
    private int pool = Integer.MAX_VALUE;
    private int mostInUse;
    private int inUse;
    private int[] reports = {Status.STATUS_COMMITTED};
    private boolean beginsTransactions = true;

    /** From now on, the place throws: create, before, after or release. */
    void failAt(String place, @Nullable Throwable failure) {
        failures.put(place, failure);
    }

    synchronized void poolSize(int instances) {
        pool = instances;
    }

    synchronized int mostInUse() {
        return mostInUse;
    }

    /** How a transaction that is not marked for rollback ends, told to its synchronizations in this order. */
    void endTransactionsWith(int... statuses) {
        reports = statuses;
    }

    void beginNoTransactions() {
        beginsTransactions = false;
    }

    /** What the bean's setRollbackOnly does. */
    void markRollback() {
        transaction().rollbackOnly = true;
    }

    @Override
    public MessageEndpoint createEndpoint(@Nullable XAResource resource) throws UnavailableException {
        note("create");
        synchronized (this) {
            if (inUse >= pool) {
                throw new UnavailableException("pool exhausted");
            }
            inUse++;
            mostInUse = Math.max(mostInUse, inUse);
        }
        return new Endpoint();
    }

    @Override
    public MessageEndpoint createEndpoint(@Nullable XAResource resource, long timeout) throws UnavailableException {
        return createEndpoint(resource);
    }

    @Override
    public boolean isDeliveryTransacted(Method method) {
        return transacted.contains(method.getName());
    }

    @Override
    public String getActivationName() {
        return "fake";
    }

    @Override
    public Class<?> getEndpointClass() {
        return FakeBean.class;
    }

    private void note(String place) {
        calls.add(place);
        sneak(failures.get(place));
    }

    /** The real interfaces let a container throw anything at all. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(@Nullable Throwable failure) throws E {
        if (failure != null) {
            throw (E) failure;
        }
    }

    private final class Endpoint implements MessageEndpoint, SmtpListener {

        @Override
        public void beforeDelivery(Method method) {
            note("before " + method.getName());
            if (isDeliveryTransacted(method) && beginsTransactions) {
                current.put(Thread.currentThread(), new Transaction());
            }
        }

        @Override
        public void afterDelivery() {
            calls.add("after");
            Transaction transaction = current.remove(Thread.currentThread());
            if (transaction != null) {
                transaction.end(reports);
            }
            sneak(failures.get("after"));
        }

        @Override
        public void release() {
            synchronized (FakeContainer.this) {
                inUse--;
            }
            note("release");
        }

        @Override
        public ListenerPlan listeners(ListenerPlan activation) {
            note("listeners");
            return bean.listeners(activation);
        }

        @Override
        public void listening(ListenerReport report) {
            note("listening");
            bean.listening(report);
        }

        @Override
        public RecipientVerdict recipient(RecipientRequest request) {
            note("recipient");
            return bean.recipient(request);
        }

        @Override
        public void commit(List<MailTransaction> batch) {
            note("commit");
            bean.commit(batch);
        }
    }

    private static final class Transaction {
        private final List<Synchronization> synchronizations = new ArrayList<>();
        private boolean rollbackOnly;

        void end(int... statuses) {
            for (int status : rollbackOnly ? new int[] {Status.STATUS_ROLLEDBACK} : statuses) {
                synchronizations.forEach(synchronization -> synchronization.afterCompletion(status));
            }
        }
    }

    private Transaction transaction() {
        Transaction transaction = current.get(Thread.currentThread());
        if (transaction == null) {
            throw new IllegalStateException("no transaction");
        }
        return transaction;
    }

    @Override
    public void registerInterposedSynchronization(Synchronization synchronization) {
        transaction().synchronizations.add(synchronization);
    }

    @Override
    public void setRollbackOnly() {
        transaction().rollbackOnly = true;
        calls.add("rollback");
    }

    @Override
    public boolean getRollbackOnly() {
        return transaction().rollbackOnly;
    }

    @Override
    public int getTransactionStatus() {
        return current.get(Thread.currentThread()) == null ? Status.STATUS_NO_TRANSACTION : Status.STATUS_ACTIVE;
    }

    @Override
    public Object getTransactionKey() {
        return transaction();
    }

    @Override
    public void putResource(Object key, Object value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Object getResource(Object key) {
        throw new UnsupportedOperationException();
    }
}
