package org.waybill.jms;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/**
 * The one broker of a directory, shared by everybody in this process who acquired it; the last one who releases it
 * stops it.
 *
 * <p>Shared, because a container may make several instances of one resource adapter (WildFly makes two): the second
 * broker would wait for the first one's lock.
 */
final class EmbeddedBroker {

    /**
     * Static because the container constructs the adapters by itself, so that they have nothing in common but their
     * class. The journal's lock, which this mirrors, is one per process as well.
     */
    private static final Map<Path, EmbeddedBroker> RUNNING = new HashMap<>();

    /** Deliveries run on the client's threads and may wait for the network: at least one for each dispatch session. */
    private static final int CLIENT_THREADS = 160;

    private static final int ACTIVATION_SECONDS = 30;

    private final Path directory;
    private final int serverId;
    private final EmbeddedActiveMQ broker;
    private int holders;

    private EmbeddedBroker(Path directory, int serverId, EmbeddedActiveMQ broker) {
        this.directory = directory;
        this.serverId = serverId;
        this.broker = broker;
    }

    /** Starts the broker of this directory, or takes a share of the running one. */
    static EmbeddedBroker acquire(Path directory) throws Exception {
        synchronized (RUNNING) {
            EmbeddedBroker running = RUNNING.get(directory);
            if (running == null) {
                running = start(directory);
                RUNNING.put(directory, running);
            }
            running.holders++;
            return running;
        }
    }

    /** The number that in-VM connections name this broker by. */
    int serverId() {
        return serverId;
    }

    /** Gives back one share; called once for each {@link #acquire}. */
    void release() throws Exception {
        synchronized (RUNNING) {
            holders--;
            if (holders > 0) {
                return;
            }
            RUNNING.remove(directory);
            broker.stop();
            if (RUNNING.isEmpty()) {
                // the client's pools are static in Artemis; their threads would hold an undeployed adapter's classes
                ActiveMQClient.clearThreadPools();
            }
        }
    }

    private static EmbeddedBroker start(Path directory) throws Exception {
        int serverId = freeServerId();
        ActiveMQClient.setGlobalThreadPoolProperties(CLIENT_THREADS, 2, 2);
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        broker.setConfiguration(BrokerConfiguration.in(directory, serverId));
        broker.start();
        // start() returns normally when, for example, another process holds the journal
        if (!broker.getActiveMQServer().waitForActivation(ACTIVATION_SECONDS, TimeUnit.SECONDS)) {
            broker.stop();
            throw new IllegalStateException(
                    "The message broker could not open " + directory + "; is another Waybill using it?");
        }
        return new EmbeddedBroker(directory, serverId, broker);
    }

    private static int freeServerId() {
        int id = 0;
        while (inUse(id)) {
            id++;
        }
        return id;
    }

    private static boolean inUse(int id) {
        return RUNNING.values().stream().anyMatch(broker -> broker.serverId == id);
    }
}
