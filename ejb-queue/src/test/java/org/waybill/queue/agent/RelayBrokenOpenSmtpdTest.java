package org.waybill.queue.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waybill.queue.agent.OpenSmtpdPeer.BROKEN_TLS;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.agent.OpenSmtpdPeer.Door;
import org.waybill.queue.agent.client.RelayKeys;
import org.waybill.queue.agent.client.TestKeys;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.TestMail;

/** Relays to an OpenSMTPD with which no handshake succeeds, though it offers STARTTLS: many hosts are like that. */
class RelayBrokenOpenSmtpdTest {

    private static @Nullable OpenSmtpdPeer started;
    private static RelayKeys clientTls;

    private RelayRig rig;

    @BeforeAll
    static void start(@TempDir Path directory, @TempDir Path home) throws Exception {
        TestKeys keys = TestKeys.forName(directory, "dns:localhost");
        clientTls = keys.client();
        started = OpenSmtpdPeer.start(BROKEN_TLS, home, keys);
    }

    @AfterAll
    static void stop() throws Exception {
        if (started != null) {
            started.stop();
        }
    }

    @BeforeEach
    void open() throws Exception {
        Objects.requireNonNull(started).forget();
        rig = new RelayRig(clientTls);
    }

    @AfterEach
    void close() {
        rig.close();
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
        OpenSmtpdPeer peer = Objects.requireNonNull(started);
        Outcome outcome = rig.relay(
                Peers.relay(schema + "localhost:" + peer.port(door)),
                TestMail.job(TestMail.TEXT, TestMail.envelope("bob@peer.test")));
        assertEquals(kind, outcome.getClass().getSimpleName(), outcome.toString());
        assertTrue(outcome.reply().startsWith(reply), outcome.reply());
        if (kind.equals("Delivered")) {
            assertTrue(outcome.target().endsWith("(plain text)"), outcome.target());
            String mail = peer.mail().onlyMailOf("bob");
            assertTrue(mail.contains("with ESMTP id"), mail);
        } else {
            assertTrue(peer.heard().stream().noneMatch(command -> command.startsWith("MAIL")));
        }
    }
}
