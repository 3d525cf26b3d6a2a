package org.waybill.queue.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.waybill.queue.agent.RelayRig.to;
import static org.waybill.queue.agent.RelayRig.url;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.waybill.queue.agent.client.ScriptedSmtpServer;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.queue.core.relay.Health;
import org.waybill.queue.core.relay.RelayOptions;
import org.waybill.queue.core.relay.UrlOptions.Verify;
import org.waybill.smtp.MailParameters;

/** Whose failure makes a host rest for whom. */
class RelayHealthTest {

    private final RelayRig rig = new RelayRig();
    private final RelayMemory memory = RelayRig.memory();

    @AfterEach
    void close() {
        rig.close();
    }

    private static DeliveryJob mail() {
        return TestMail.job(TestMail.TEXT, TestMail.envelope("bob@example.org"));
    }

    private static Outcome deliver(RelayAgent agent, Action action, DeliveryJob job) {
        return agent.deliver(action, job).values().iterator().next();
    }

    private static Action demandingTls(Action action) {
        RelayOptions usual = RelayOptions.USUAL;
        RelayOptions demanding = new RelayOptions(
                usual.sender(), Verify.YES, usual.pki(), usual.ca(), usual.tls(), usual.names(), null, null);
        return new Action.Relay(((Action.Relay) action).target(), demanding);
    }

    private List<String> ill() {
        return memory.health().list().stream().map(Health.Patient::key).toList();
    }

    @Test
    void whatOneActionDemandsIsNoFaultOfTheHostForAnother() throws Exception {
        ScriptedSmtpServer server = rig.sink();
        Action usual = to(url("smtp", server));
        RelayAgent agent = rig.thrifty(memory);
        assertInstanceOf(Outcome.Deferred.class, deliver(agent, demandingTls(usual), mail()));
        assertEquals(
                List.of("smtp://localhost [127.0.0.1]:" + server.port() + ", STARTTLS, a certificate for localhost"),
                ill());
        assertInstanceOf(Outcome.Delivered.class, deliver(agent, usual, mail()));
        assertInstanceOf(Outcome.Postponed.class, deliver(agent, demandingTls(usual), mail()));
    }

    /** Its sender would hold up everybody's mail. */
    @Test
    void aMailThatRequiresTlsMakesNoHostRest() throws Exception {
        ScriptedSmtpServer server = rig.sink();
        Action action = to(url("smtp", server));
        DeliveryJob strict =
                TestMail.job(MailParameters.NONE.withRequireTls(), TestMail.TEXT, TestMail.envelope("bob@example.org"));
        RelayAgent agent = rig.thrifty(memory);
        for (int i = 0; i < 2; i++) {
            assertInstanceOf(Outcome.Deferred.class, deliver(agent, action, strict));
            assertEquals(List.of(), ill());
        }
        assertInstanceOf(Outcome.Delivered.class, deliver(agent, action, mail()));
    }

    @Test
    void anEntryThatCannotBeUsedLeavesTheNextOneAlone() throws Exception {
        ScriptedSmtpServer server = rig.sink();
        // nobody has this address
        Action action = to(url("smtp", server) + "?src=192.0.2.99", url("smtp", server));
        assertInstanceOf(Outcome.Delivered.class, deliver(rig.thrifty(memory), action, mail()));
        assertEquals(List.of("smtp://localhost [127.0.0.1]:" + server.port() + ", from 192.0.2.99"), ill());
    }

    @Test
    void aRateCountsMessagesAndNotAddresses() throws Exception {
        ScriptedSmtpServer server = rig.sink();
        try (TestNameServer names = new TestNameServer("h.test. A 127.0.0.2", "h.test. A 127.0.0.1")) {
            MxHosts hosts = new MxHosts(
                    NameServers.of(List.of(names.address()), RelayRig.LONG), "mx.waybill.test", 25, new Random(1));
            RelayAgent agent = rig.agent(RelayRig.PATIENT, hosts);
            Action action = to("smtp://h.test:" + server.port() + "?rate=1/h");
            assertInstanceOf(Outcome.Delivered.class, deliver(agent, action, mail()));
            assertInstanceOf(Outcome.Postponed.class, deliver(agent, action, mail()));
            assertEquals(1, server.contents.size());
        }
    }

    @Test
    void aRateIsNotSpentOnAHostThatTakesNothing() throws Exception {
        ScriptedSmtpServer server = rig.sink().reply("CONNECT", "421 4.3.2 Not now");
        RelayAgent agent = rig.thrifty(memory);
        Action action = to(url("smtp", server) + "?rate=1/h");
        assertInstanceOf(Outcome.Deferred.class, deliver(agent, action, mail()));
        memory.health().list().forEach(patient -> memory.health().reset(patient.key()));
        server.reply("CONNECT", "220 localhost ready");
        assertInstanceOf(Outcome.Delivered.class, deliver(agent, action, mail()));
    }
}
