package org.waybill.queue.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waybill.queue.agent.RelayRig.LONG;
import static org.waybill.queue.agent.RelayRig.SHORT;
import static org.waybill.queue.agent.RelayRig.to;
import static org.waybill.queue.agent.RelayRig.url;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waybill.queue.agent.client.ScriptedSmtpServer;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.queue.core.envelope.Envelope;

/** How long a relay listens. */
class RelayPatienceTest {

    private final RelayRig rig = new RelayRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "EHLO", "MAIL", "RCPT", "DATA"})
    void leavesAHostThatIsSilent(String phase) throws Exception {
        ScriptedSmtpServer server = rig.sink().reply(phase, "silent");
        Envelope bob = TestMail.envelope("bob@example.org");
        Outcome outcome = rig.agent(RelayRig.timeouts(LONG, SHORT, LONG, LONG))
                .deliver(to(url("smtp", server)), TestMail.job(TestMail.TEXT, bob))
                .get(bob.id());
        assertInstanceOf(Outcome.Deferred.class, outcome);
    }

    @Test
    void waitsLongerAfterTheDot() throws Exception {
        ScriptedSmtpServer server = rig.sink().reply(".", "silent");
        Envelope bob = TestMail.envelope("bob@example.org");
        // the read timeout would not end this test; the one after the dot does
        Outcome outcome = rig.agent(RelayRig.timeouts(LONG, Duration.ofHours(1), SHORT, Duration.ofHours(1)))
                .deliver(to(url("smtp", server)), TestMail.job(TestMail.TEXT, bob))
                .get(bob.id());
        assertInstanceOf(Outcome.Deferred.class, outcome);
        assertEquals(1, server.contents.size());
    }

    @Test
    void leavesAHostThatTakesTooLongInAll() throws Exception {
        ScriptedSmtpServer server = rig.sink().reply("MAIL", "silent");
        Envelope bob = TestMail.envelope("bob@example.org");
        Duration hour = Duration.ofHours(1);
        Outcome outcome = rig.agent(RelayRig.timeouts(LONG, hour, hour, SHORT))
                .deliver(to(url("smtp", server)), TestMail.job(TestMail.TEXT, bob))
                .get(bob.id());
        assertInstanceOf(Outcome.Deferred.class, outcome);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "EHLO", "RCPT", "."})
    void leavesAHostWhoseReplyDoesNotEnd(String phase) throws Exception {
        Outcome outcome = rig.relay(rig.sink().reply(phase, "endless"));
        assertInstanceOf(Outcome.Deferred.class, outcome);
        assertTrue(outcome.reply().contains("longer than"), outcome.reply());
    }
}
