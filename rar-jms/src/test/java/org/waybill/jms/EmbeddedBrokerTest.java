package org.waybill.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

    private static final long PATIENCE = 10_000;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void carriesAHintToTheDispatchQueue() throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.acquire(directory);
        try (JMSContext jms = connect(broker)) {
            send(jms, BrokerConfiguration.DISPATCH, DeliveryMode.NON_PERSISTENT, "7");
            assertEquals("7", receive(jms, BrokerConfiguration.DISPATCH));
        } finally {
            broker.release();
        }
    }

    @Test
    void laysAMessageAsideThatFailsFiveTimes() throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.acquire(directory);
        try (JMSContext jms = connect(broker, JMSContext.SESSION_TRANSACTED)) {
            send(jms, BrokerConfiguration.DISPATCH, DeliveryMode.NON_PERSISTENT, "poison");
            jms.commit();
            try (JMSConsumer consumer = jms.createConsumer(jms.createQueue(BrokerConfiguration.DISPATCH))) {
                for (int attempt = 1; attempt <= 5; attempt++) {
                    Message message = consumer.receive(PATIENCE);
                    assertNotNull(message);
                    assertEquals(attempt, message.getIntProperty("JMSXDeliveryCount"));
                    jms.rollback();
                }
                assertNull(consumer.receiveNoWait());
            }
            assertEquals("poison", receive(jms, BrokerConfiguration.DEAD));
        } finally {
            broker.release();
        }
    }

    @Test
    void sharesOneBrokerPerDirectoryUntilTheLastHolderReleasesIt() throws Exception {
        EmbeddedBroker first = EmbeddedBroker.acquire(directory);
        EmbeddedBroker second = EmbeddedBroker.acquire(directory);
        assertSame(first, second);

        first.release();
        try (JMSContext jms = connect(second)) {
            send(jms, BrokerConfiguration.DISPATCH, DeliveryMode.NON_PERSISTENT, "still here");
            assertEquals("still here", receive(jms, BrokerConfiguration.DISPATCH));
        }
        second.release();

        assertThrows(
                jakarta.jms.JMSRuntimeException.class, () -> connect(second).close());
    }

    @Test
    void freesTheLockOfTheDirectoryWhenItStops() throws Exception {
        EmbeddedBroker.acquire(directory).release();

        try (FileChannel lockFile =
                        FileChannel.open(directory.resolve("journal/server.lock"), StandardOpenOption.WRITE);
                FileLock lock = lockFile.tryLock()) {
            assertNotNull(lock);
        }
    }

    @Test
    void keepsDurableMessagesAndForgetsHintsOverARestart() throws Exception {
        EmbeddedBroker before = EmbeddedBroker.acquire(directory);
        try (JMSContext jms = connect(before)) {
            send(jms, BrokerConfiguration.DISPATCH, DeliveryMode.PERSISTENT, "hint");
            send(jms, "application", DeliveryMode.PERSISTENT, "durable");
        }
        before.release();

        EmbeddedBroker after = EmbeddedBroker.acquire(directory);
        try (JMSContext jms = connect(after)) {
            assertEquals("durable", receive(jms, "application"));
            try (JMSConsumer consumer = jms.createConsumer(jms.createQueue(BrokerConfiguration.DISPATCH))) {
                assertNull(consumer.receiveNoWait());
            }
        } finally {
            after.release();
        }
    }

    @Test
    void runsTwoDirectoriesSideBySide(@TempDir Path other) throws Exception {
        EmbeddedBroker one = EmbeddedBroker.acquire(directory);
        EmbeddedBroker two = EmbeddedBroker.acquire(other);
        try {
            assertNotEquals(one.serverId(), two.serverId());
        } finally {
            one.release();
            two.release();
        }
    }

    /** The way to an external broker, whose transport must agree with the version of Netty that Waybill packs. */
    @Test
    void reachesABrokerOverTheNetwork() throws Exception {
        int port = freePort();
        Configuration configuration = BrokerConfiguration.in(directory, 99);
        configuration.addAcceptorConfiguration("network", "tcp://127.0.0.1:" + port);
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ().setConfiguration(configuration);
        broker.start();
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port);
                JMSContext jms = factory.createContext()) {
            send(jms, BrokerConfiguration.DISPATCH, DeliveryMode.NON_PERSISTENT, "7");
            assertEquals("7", receive(jms, BrokerConfiguration.DISPATCH));
        } finally {
            broker.stop();
        }
    }

    private static JMSContext connect(EmbeddedBroker broker) throws JMSException {
        return connect(broker, JMSContext.AUTO_ACKNOWLEDGE);
    }

    @SuppressWarnings("resource") // the context closes its connection, and a vm:// factory holds nothing else
    private static JMSContext connect(EmbeddedBroker broker, int mode) throws JMSException {
        return new ActiveMQConnectionFactory("vm://" + broker.serverId()).createContext(mode);
    }

    private static void send(JMSContext jms, String queue, int deliveryMode, String text) {
        jms.createProducer().setDeliveryMode(deliveryMode).send(jms.createQueue(queue), text);
    }

    private static @Nullable String receive(JMSContext jms, String queue) {
        try (JMSConsumer consumer = jms.createConsumer(jms.createQueue(queue))) {
            return consumer.receiveBody(String.class, PATIENCE);
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
