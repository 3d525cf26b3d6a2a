package org.waybill.queue.agent.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waybill.queue.agent.client.ClientRig.BINARY;
import static org.waybill.queue.agent.client.ClientRig.HOUR;
import static org.waybill.queue.agent.client.ClientRig.SHORT;
import static org.waybill.queue.agent.client.ClientRig.hop;
import static org.waybill.queue.agent.client.ClientRig.open;
import static org.waybill.queue.agent.client.ClientRig.outcomes;
import static org.waybill.queue.agent.client.ClientRig.recipients;
import static org.waybill.queue.agent.client.ClientRig.send;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.TestMail;

/** What goes over the wire of a mail's content, and what does not. */
class TransactionContentTest extends SessionsToHost {

    @ParameterizedTest
    @CsvSource({"20, Delivered", "19, Failed", "0, Delivered", "'', Delivered", "no number, Delivered"})
    void sendsNothingThatIsLargerThanMayBe(String most, String kind) {
        server.offering("SIZE " + most);
        DeliveryJob job = TestMail.job("a: b\r\n\r\n0123456789\r\n", recipients(1));
        try (RelaySession session = open(sessions, hop(server))) {
            Outcome outcome = send(session, job).values().iterator().next();
            assertEquals(kind, outcome.getClass().getSimpleName());
            assertEquals(
                    kind.equals("Failed"), outcome.reply().startsWith("552 5.3.4 localhost takes no more than 19 "));
        }
        assertEquals(kind.equals("Failed") ? 0 : 1, server.heard("MAIL"));
    }

    @ParameterizedTest
    @CsvSource({"CHUNKING BINARYMIME, true", "CHUNKING 8BITMIME, false", "BINARYMIME, false", "8BITMIME, false"})
    void sendsOctetsWithoutLinesInAChunkOrNotAtAll(String offered, boolean sent) {
        server.offering(offered.split(" "));
        String text = "a: b\r\n\r\n.\n.\r\0x";
        try (RelaySession session = open(sessions, hop(server))) {
            String outcome =
                    outcomes(session, TestMail.job(BINARY, text, recipients(1))).get(0);
            assertTrue(outcome.startsWith(sent ? "Delivered 250 " : "Failed 554 5.6.3 "), outcome);
        }
        if (sent) {
            assertTrue(
                    server.commands.contains("MAIL FROM:<alice@example.com> BODY=BINARYMIME"),
                    server.commands::toString);
            assertTrue(server.commands.contains("BDAT " + text.length() + " LAST"), server.commands::toString);
            assertEquals(text, server.content());
        } else {
            assertEquals(0, server.heard("MAIL"));
        }
    }

    @Test
    void breaksLinesThatAreTooLong() {
        server.offering("SIZE");
        try (RelaySession session = open(sessions, hop(server))) {
            outcomes(session, TestMail.job("a: b\r\n\r\n" + "x".repeat(2000) + "\r\n", recipients(1)));
        }
        assertTrue(server.content().lines().allMatch(line -> line.length() <= 76), server.content());
        assertEquals("MAIL FROM:<alice@example.com> SIZE=" + server.content().length(), server.commands.get(2));
    }

    @Test
    void neverSendsWhatCouldBeTakenForTheEnd() {
        try (RelaySession session = open(sessions, hop(server))) {
            assertTrue(outcomes(session, TestMail.job("a: b\n.\n", recipients(1)))
                    .get(0)
                    .startsWith("Failed 554 5.6.0 "));
        }
        assertEquals(0, server.heard("MAIL"));
    }

    /** A host that reads nothing fills all buffers on the way. */
    @Test
    void leavesAHostThatTakesNothing() {
        server.offering("8BITMIME").reply("DATA", "deaf");
        // nothing else would end this test
        RelayTimeouts impatient = new RelayTimeouts(HOUR, HOUR, HOUR, HOUR, SHORT, HOUR, HOUR);
        try (RelaySession session = open(rig.sessions(impatient), hop(server))) {
            assertEquals(
                    List.of("Deferred 451 4.4.2 Connection lost: it took too long"),
                    outcomes(session, TestMail.job("line\r\n".repeat(5_000_000), recipients(1))));
        }
    }
}
