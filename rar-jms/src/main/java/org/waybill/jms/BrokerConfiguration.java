package org.waybill.jms;

import java.nio.file.Path;
import java.util.Map;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.invm.TransportConstants;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/**
 * What the embedded broker looks like. It can be reached from inside this process only, so it has no users; it is small,
 * because the mail server beside it is what the machine is for.
 */
final class BrokerConfiguration {

    static final String DISPATCH = "waybill.dispatch";
    static final String SUBMIT = "waybill.submit";
    static final String DEAD = "waybill.dead";

    private static final int MAX_DELIVERY_ATTEMPTS = 5;

    /** Of mail that cannot be taken for now, because a table cannot be read or the disk is full: about four hours. */
    private static final int MAX_SUBMIT_ATTEMPTS = 250;

    private static final int SERVER_THREADS = 16;
    private static final int JOURNAL_FILE_SIZE = 4 * 1024 * 1024;
    private static final long DISPATCH_MEMORY = 32L * 1024 * 1024;
    private static final long MEMORY = 64L * 1024 * 1024;
    private static final long LOCK_TIMEOUT_MILLIS = 10_000;

    private BrokerConfiguration() {}

    static Configuration in(Path directory, int serverId) throws Exception {
        Configuration broker = new ConfigurationImpl()
                .setName("waybill")
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setThreadPoolMaxSize(SERVER_THREADS)
                .setScheduledThreadPoolMaxSize(2)
                .setJournalLockAcquisitionTimeout(LOCK_TIMEOUT_MILLIS)
                .setGlobalMaxSize(MEMORY)
                // Waybill watches the free space itself; the broker's own watermark would block senders without a word
                .setMaxDiskUsage(-1)
                .setMessageCounterEnabled(false)
                .addAcceptorConfiguration(new TransportConfiguration(
                        InVMAcceptorFactory.class.getName(),
                        Map.of(TransportConstants.SERVER_ID_PROP_NAME, String.valueOf(serverId))));
        keepFilesIn(directory, broker);
        broker.addAddressSetting("#", applications());
        broker.addAddressSetting(DISPATCH, hints());
        broker.addAddressSetting(SUBMIT, applications().setMaxDeliveryAttempts(MAX_SUBMIT_ATTEMPTS));
        // not durable: a hint is worth nothing after a restart, and must never wait for the disk
        broker.addQueueConfiguration(queue(DISPATCH).setDurable(false));
        broker.addQueueConfiguration(queue(SUBMIT).setDurable(true));
        broker.addQueueConfiguration(queue(DEAD).setDurable(true));
        return broker;
    }

    private static void keepFilesIn(Path directory, Configuration broker) {
        broker.setPersistenceEnabled(true)
                .setJournalType(JournalType.NIO)
                .setJournalMinFiles(2)
                .setJournalFileSize(JOURNAL_FILE_SIZE)
                .setJournalDirectory(directory.resolve("journal").toString())
                .setBindingsDirectory(directory.resolve("bindings").toString())
                .setLargeMessagesDirectory(directory.resolve("large").toString())
                .setPagingDirectory(directory.resolve("paging").toString());
    }

    private static AddressSettings applications() {
        return new AddressSettings()
                .setMaxDeliveryAttempts(MAX_DELIVERY_ATTEMPTS)
                .setRedeliveryDelay(1_000)
                .setRedeliveryMultiplier(2)
                .setMaxRedeliveryDelay(60_000)
                .setDeadLetterAddress(SimpleString.of(DEAD))
                .setExpiryAddress(SimpleString.of(DEAD));
    }

    /** Hints are dropped, not paged, when nobody takes them: the sweep of the database finds the envelopes anyway. */
    private static AddressSettings hints() {
        return new AddressSettings()
                .setMaxDeliveryAttempts(MAX_DELIVERY_ATTEMPTS)
                .setRedeliveryDelay(0)
                .setDeadLetterAddress(SimpleString.of(DEAD))
                .setMaxSizeBytes(DISPATCH_MEMORY)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.DROP);
    }

    private static QueueConfiguration queue(String name) {
        return QueueConfiguration.of(name).setAddress(name).setRoutingType(RoutingType.ANYCAST);
    }
}
