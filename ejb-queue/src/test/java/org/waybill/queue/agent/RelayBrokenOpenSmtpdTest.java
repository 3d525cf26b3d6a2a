package org.waybill.queue.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.agent.MailPeer.Door;
import org.waybill.queue.agent.client.TestKeys;
import org.waybill.queue.core.deliver.Outcome;

/** Relays to an OpenSMTPD with which no handshake succeeds, though it offers STARTTLS: many hosts are like that. */
class RelayBrokenOpenSmtpdTest extends RelayToPeer {

    @Override
    MailPeer start(Path home, TestKeys keys) throws Exception {
        return OpenSmtpdPeer.start(OpenSmtpdPeer.BROKEN_TLS, home, keys);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            smtp://       | PLAIN    | Delivered | 250 2.0.0
            smtp+notls:// | STARTTLS | Delivered | 250 2.0.0
            smtp://       | STARTTLS | Delivered | 250 2.0.0
            tls://        | STARTTLS | Deferred  | 451 4.7.5 No TLS with
            smtps://      | SMTPS    | Deferred  | 451 4.7.5 No TLS with
            """)
    void sendsInTheClearOrWaits(String schema, Door door, String kind, String reply) {
        Outcome outcome = relay(url(schema, door));
        assertEquals(kind, outcome.getClass().getSimpleName(), outcome.toString());
        assertTrue(outcome.reply().startsWith(reply), outcome.reply());
        if (kind.equals("Delivered")) {
            assertTrue(outcome.target().endsWith("(plain text)"), outcome.target());
            String mail = peer().mail().onlyMailOf("bob");
            assertTrue(mail.contains("with ESMTP id"), mail);
        } else {
            assertTrue(peer().heard().stream().noneMatch(command -> command.startsWith("MAIL")));
        }
    }
}
