package org.waybill.smtp.ra;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/**
 * SMTP for message-driven beans. An inbound-only adapter without configuration: each bean that is activated on it gets
 * its own listeners, spool and calls ({@link SmtpActivation}); all share the threads, which are the container's
 * ({@link ContainerThreads}).
 *
 * <p>It keeps no messages and no transactions of its own, so it has no {@code XAResource} to recover: a mail is the
 * client's until the application's transaction has committed.
 */
public class SmtpResourceAdapter implements ResourceAdapter {

    /** How long the deployment thread waits for transactions under way. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final long ASK_EVERY_MILLIS = 1_000;

    private final Map<Activated, SmtpActivation> activations = new ConcurrentHashMap<>();
    private volatile @Nullable ContainerThreads threads;

    @Override
    public void start(BootstrapContext context) throws ResourceAdapterInternalException {
        try {
            threads = ContainerThreads.of(context);
        } catch (UnavailableException | RuntimeException e) {
            throw new ResourceAdapterInternalException("the container lacks what SMTP needs: " + e.getMessage(), e);
        }
    }

    @Override
    public void stop() {
        activations.values().forEach(activation -> activation.stop(GRACE));
        activations.clear();
        ContainerThreads started = threads;
        if (started != null) {
            started.stop();
            threads = null;
        }
    }

    /** Returns at once; the listeners open as soon as the application can be called. */
    @Override
    public void endpointActivation(MessageEndpointFactory factory, ActivationSpec spec) throws ResourceException {
        ContainerThreads started = threads;
        if (started == null) {
            throw new UnavailableException("the resource adapter is not started");
        }
        if (!(spec instanceof SmtpActivationSpec smtp)) {
            throw new ResourceException(
                    "expected an SmtpActivationSpec, not " + spec.getClass().getName());
        }
        smtp.validate();
        SmtpActivation activation = new SmtpActivation(
                smtp.settings(),
                new EndpointCall(factory, started.transactions()),
                started.executor(),
                started::newServer);
        activations.put(new Activated(factory, spec), activation);
        started.timer().schedule(activation, 0, ASK_EVERY_MILLIS);
    }

    /** Returns when the bean is not called any more, at the latest after about the grace. */
    @Override
    public void endpointDeactivation(MessageEndpointFactory factory, ActivationSpec spec) {
        SmtpActivation activation = activations.remove(new Activated(factory, spec));
        if (activation != null) {
            activation.stop(GRACE);
        }
    }

    @Override
    public XAResource[] getXAResources(ActivationSpec[] specs) {
        return new XAResource[0];
    }

    /** Adapters configured alike are equal (Jakarta Connectors, JavaBean requirements), and there is nothing to configure. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SmtpResourceAdapter;
    }

    @Override
    public int hashCode() {
        return SmtpResourceAdapter.class.hashCode();
    }

    /** A container names an activation by the very two objects it passed first. */
    private record Activated(MessageEndpointFactory factory, ActivationSpec spec) {}
}
