package org.waybill.jms;

import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapterInternalException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory;
import org.apache.activemq.artemis.ra.ActiveMQResourceAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Artemis' resource adapter, which brings its broker along. With {@code WAYBILL_JMS_HOST} set it uses that broker
 * instead; applications see no difference.
 */
public class WaybillJmsAdapter extends ActiveMQResourceAdapter {

    private static final Logger LOG = Logger.getLogger(WaybillJmsAdapter.class.getName());

    /** Writes a line for each message; held here, since a logger that nobody holds loses its level. */
    private static final Logger AUDIT = Logger.getLogger("org.apache.activemq.audit");

    private transient @Nullable EmbeddedBroker broker;

    @Override
    public void start(BootstrapContext context) throws ResourceAdapterInternalException {
        BrokerSettings settings = BrokerSettings.ofThisProcess();
        LOG.log(Level.INFO, "JMS by the {0}", settings);
        if (AUDIT.getLevel() == null) {
            AUDIT.setLevel(Level.OFF);
        }
        // no object messages: what JMS carries for Waybill is text and bytes, and Java deserialisation is a way in
        setDeserializationDenyList("*");
        // a consumer that fetches messages ahead would keep them from idle ones while it works on a slow one
        setConsumerWindowSize(0);
        try {
            connectTo(settings);
            super.start(context);
        } catch (ResourceAdapterInternalException | RuntimeException e) {
            release();
            throw e;
        }
    }

    @Override
    public void stop() {
        super.stop();
        release();
    }

    private void connectTo(BrokerSettings settings) throws ResourceAdapterInternalException {
        String host = settings.host();
        if (host == null) {
            setConnectorClassName(InVMConnectorFactory.class.getName());
            setConnectionParameters("serverId=" + openBroker(settings).serverId());
        } else {
            setConnectorClassName(NettyConnectorFactory.class.getName());
            setConnectionParameters("host=" + host + ";port=" + settings.port());
            // a broker that restarts is found again, however long it takes
            setReconnectAttempts(-1);
            setUserName(settings.user());
            setPassword(settings.password());
        }
    }

    private EmbeddedBroker openBroker(BrokerSettings settings) throws ResourceAdapterInternalException {
        try {
            EmbeddedBroker acquired = EmbeddedBroker.acquire(settings.directory());
            broker = acquired;
            return acquired;
        } catch (Exception e) {
            throw new ResourceAdapterInternalException("The embedded message broker did not start", e);
        }
    }

    private void release() {
        EmbeddedBroker held = broker;
        broker = null;
        if (held == null) {
            return;
        }
        try {
            held.release();
        } catch (Exception e) {
            LOG.log(Level.WARNING, "The embedded message broker did not stop cleanly", e);
        }
    }
}
