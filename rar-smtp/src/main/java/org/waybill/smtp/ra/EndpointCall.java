package org.waybill.smtp.ra;

import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.transaction.RollbackException;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.util.Objects;
import org.waybill.smtp.listener.SmtpListener;

/**
 * One call of the application, from {@code createEndpoint} to {@code release}. It never throws; what happened is a
 * {@link CallOutcome}.
 *
 * <p><b>The rule of the 250.</b> A call is done only if the bean's method returned <em>and</em> {@code afterDelivery}
 * returned <em>and</em>, where the container runs a transaction for the method, a {@link CommitWitness} registered in
 * that transaction has seen {@code STATUS_COMMITTED}. The first two are not enough: {@code afterDelivery} of GlassFish
 * and Payara returns normally after {@code setRollbackOnly}, and even after a commit that failed; both are only logged
 * there. A witness is preferred to an own {@code XAResource} in {@code createEndpoint}, because that would make every
 * batch a two-phase commit.
 *
 * <p><b>Thrown means not stored.</b> When the method throws anything, the transaction is marked for rollback here, so
 * that an application exception without rollback cannot store mails which are then refused, or stored again by the
 * retry.
 *
 * <p><b>Pairs.</b> {@code afterDelivery} follows each {@code beforeDelivery} that returned, {@code release} each
 * {@code createEndpoint} that returned, whatever is thrown in between, errors of the application's classes included.
 *
 * <p>Where the container runs no transaction (attribute {@code NOT_SUPPORTED}, or bean-managed), a normal return alone
 * is the application's word.
 */
final class EndpointCall {

    private static final Logger LOG = System.getLogger(EndpointCall.class.getName());

    private final MessageEndpointFactory factory;
    private final TransactionSynchronizationRegistry transactions;

    EndpointCall(MessageEndpointFactory factory, TransactionSynchronizationRegistry transactions) {
        this.factory = factory;
        this.transactions = transactions;
    }

    <T> CallOutcome<T> call(ListenerMethod method, ListenerCall<T> call) {
        MessageEndpoint endpoint;
        try {
            endpoint = factory.createEndpoint(null);
        } catch (UnavailableException e) {
            return new CallOutcome.Unavailable<>(e);
        } catch (Throwable e) {
            return new CallOutcome.Failed<>(e);
        }
        try {
            return deliver(endpoint, method.method(), call);
        } finally {
            release(endpoint);
        }
    }

    /** Whether the container runs a transaction for the method. */
    boolean isTransacted(ListenerMethod method) throws NoSuchMethodException {
        return factory.isDeliveryTransacted(method.method());
    }

    private <T> CallOutcome<T> deliver(MessageEndpoint endpoint, Method method, ListenerCall<T> call) {
        boolean transacted;
        try {
            transacted = factory.isDeliveryTransacted(method);
            endpoint.beforeDelivery(method);
        } catch (Throwable e) {
            return new CallOutcome.Failed<>(e);
        }
        CommitWitness witness = new CommitWitness();
        CallOutcome<T> outcome = transacted ? invokeWitnessed(endpoint, call, witness) : invoke(endpoint, call);
        try {
            endpoint.afterDelivery();
        } catch (Throwable e) {
            return outcome instanceof CallOutcome.Failed<T> ? outcome : new CallOutcome.Failed<>(e);
        }
        if (transacted && outcome instanceof CallOutcome.Done<T> && !witness.committed()) {
            return new CallOutcome.Failed<>(new RollbackException("the container's transaction ended with " + witness));
        }
        return outcome;
    }

    private <T> CallOutcome<T> invokeWitnessed(MessageEndpoint endpoint, ListenerCall<T> call, CommitWitness witness) {
        try {
            // fails when beforeDelivery swallowed its own failure and began no transaction
            transactions.registerInterposedSynchronization(witness);
        } catch (Throwable e) {
            return new CallOutcome.Failed<>(e);
        }
        CallOutcome<T> outcome = invoke(endpoint, call);
        if (outcome instanceof CallOutcome.Failed<T>) {
            markForRollback();
        }
        return outcome;
    }

    private static <T> CallOutcome<T> invoke(MessageEndpoint endpoint, ListenerCall<T> call) {
        try {
            T value = call.on((SmtpListener) endpoint);
            return new CallOutcome.Done<>(Objects.requireNonNull(value, "the bean returned null"));
        } catch (Throwable e) {
            return new CallOutcome.Failed<>(e);
        }
    }

    private void markForRollback() {
        try {
            transactions.setRollbackOnly();
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "event=rollback-not-marked", e);
        }
    }

    /** By now the outcome is certain, so a failure to give the endpoint back does not change it. */
    private static void release(MessageEndpoint endpoint) {
        try {
            endpoint.release();
        } catch (Throwable e) {
            LOG.log(Level.WARNING, "event=endpoint-not-released", e);
        }
    }
}
