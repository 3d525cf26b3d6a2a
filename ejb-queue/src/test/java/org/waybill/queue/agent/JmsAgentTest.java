package org.waybill.queue.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.action.JmsDestination;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;

/** Against a real broker in this process. */
class JmsAgentTest {

    private static final int SERVER = 977;
    private static final String URL = "vm://" + SERVER;
    private static final long PATIENCE = 20_000;

    @TempDir
    private static Path directory = Path.of("");

    /** The broker's record of who did what, several lines for each call; kept here, or its level would be forgotten. */
    private static final Logger AUDIT = Logger.getLogger("org.apache.activemq.audit");

    private static final EmbeddedActiveMQ BROKER = new EmbeddedActiveMQ();

    private final Envelope bob = TestMail.envelope(1, "a@example.com", "bob@example.org", "act");
    private final Envelope carol = TestMail.envelope(2, "a@example.com", "carol@example.org", "act");

    @BeforeAll
    static void start() throws Exception {
        AUDIT.setLevel(Level.OFF);
        BROKER.setConfiguration(new ConfigurationImpl()
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setPersistenceEnabled(false)
                .setJournalDirectory(directory.resolve("journal").toString())
                .setBindingsDirectory(directory.resolve("bindings").toString())
                .setPagingDirectory(directory.resolve("paging").toString())
                .setLargeMessagesDirectory(directory.resolve("large").toString())
                .addAcceptorConfiguration(new TransportConfiguration(
                        InVMAcceptorFactory.class.getName(), Map.of("serverId", String.valueOf(SERVER)))));
        BROKER.start();
    }

    @AfterAll
    static void stop() throws Exception {
        BROKER.stop();
    }

    private static Map<EnvelopeId, Outcome> deliver(String url, String destination, DeliveryJob job) {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url)) {
            return new JmsAgent(factory).deliver(new Action.Jms(JmsDestination.parse(destination)), job);
        }
    }

    private static byte[] octets(BytesMessage message) throws JMSException {
        byte[] octets = new byte[Math.toIntExact(message.getBodyLength())];
        assertEquals(octets.length, message.readBytes(octets));
        return octets;
    }

    @Test
    void sendsEachRecipientAPersistentMessageWithItsEnvelope() throws Exception {
        DeliveryJob job = TestMail.job(TestMail.TEXT, bob, carol);
        Map<EnvelopeId, Outcome> outcomes = deliver(URL, "orders", job);
        Outcome taken = new Outcome.Delivered("jms queue:orders", "250 2.0.0 Taken by queue:orders");
        assertEquals(Map.of(bob.id(), taken, carol.id(), taken), outcomes);
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(URL);
                JMSContext jms = factory.createContext();
                JMSConsumer consumer = jms.createConsumer(jms.createQueue("orders"))) {
            BytesMessage first = assertInstanceOf(BytesMessage.class, consumer.receive(PATIENCE));
            assertEquals(JmsAgent.TYPE, first.getJMSType());
            assertEquals(DeliveryMode.PERSISTENT, first.getJMSDeliveryMode());
            assertEquals(bob.id().toString(), first.getJMSCorrelationID());
            assertEquals("a@example.com", first.getStringProperty("waybill_from"));
            assertEquals("bob@example.org", first.getStringProperty("waybill_to"));
            assertEquals("7BIT", first.getStringProperty("waybill_body"));
            assertEquals("act", first.getStringProperty("waybill_action"));
            assertEquals(job.message().id().toString(), first.getStringProperty("waybill_id"));
            assertEquals(job.body().size(), first.getLongProperty("waybill_size"));
            assertArrayEquals(TestMail.TEXT.getBytes(StandardCharsets.UTF_8), octets(first));
            BytesMessage second = assertInstanceOf(BytesMessage.class, consumer.receive(PATIENCE));
            assertEquals("carol@example.org", second.getStringProperty("waybill_to"));
        }
    }

    @Test
    void streamsALargeBody() throws Exception {
        String large = "Subject: large\r\n\r\n" + ("x".repeat(76) + "\r\n").repeat(40_000);
        assertInstanceOf(
                Outcome.Delivered.class,
                deliver(URL, "large", TestMail.job(large, bob)).get(bob.id()));
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(URL);
                JMSContext jms = factory.createContext();
                JMSConsumer consumer = jms.createConsumer(jms.createQueue("large"))) {
            BytesMessage message = assertInstanceOf(BytesMessage.class, consumer.receive(PATIENCE));
            assertArrayEquals(large.getBytes(StandardCharsets.UTF_8), octets(message));
        }
    }

    @Test
    void doublesNothingWhereAnAttemptIsRepeated() throws Exception {
        DeliveryJob job = TestMail.job(TestMail.TEXT, bob);
        deliver(URL, "once", job);
        deliver(URL, "once", job);
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(URL);
                JMSContext jms = factory.createContext();
                JMSConsumer consumer = jms.createConsumer(jms.createQueue("once"))) {
            assertNotNull(consumer.receive(PATIENCE));
            assertNull(consumer.receiveNoWait());
        }
    }

    @Test
    void reachesTheSubscribersOfATopic() throws Exception {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(URL);
                JMSContext jms = factory.createContext();
                JMSContext other = factory.createContext();
                JMSConsumer one = jms.createConsumer(jms.createTopic("news"));
                JMSConsumer two = other.createConsumer(other.createTopic("news"))) {
            deliver(URL, "topic:news", TestMail.job(TestMail.TEXT, bob));
            assertNotNull(one.receive(PATIENCE));
            assertNotNull(two.receive(PATIENCE));
        }
    }

    @Test
    void waitsForABrokerThatIsDown() {
        Outcome outcome = Objects.requireNonNull(
                deliver("vm://978?reconnectAttempts=0", "orders", TestMail.job(TestMail.TEXT, bob))
                        .get(bob.id()));
        assertInstanceOf(Outcome.Deferred.class, outcome);
        assertTrue(outcome.reply().startsWith("451 4.4.1 Not taken by queue:orders: "), outcome.reply());
    }
}
