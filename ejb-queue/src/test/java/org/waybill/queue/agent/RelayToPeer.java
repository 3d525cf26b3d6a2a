package org.waybill.queue.agent;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.waybill.queue.agent.MailPeer.Door;
import org.waybill.queue.agent.client.RelayKeys;
import org.waybill.queue.agent.client.TestKeys;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.deliver.TestMail;

/** Relays to a peer, which takes long to start and so serves all tests of a class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RelayToPeer {

    private @Nullable MailPeer started;
    private RelayKeys clientTls;

    RelayRig rig;

    /**
     * @param home empty; others can reach it afterwards
     * @param keys of the server
     */
    abstract MailPeer start(Path home, TestKeys keys) throws Exception;

    @BeforeAll
    void startPeer(@TempDir Path directory, @TempDir Path home) throws Exception {
        TestKeys keys = TestKeys.forName(directory, "dns:localhost");
        clientTls = keys.client();
        started = start(home, keys);
    }

    @AfterAll
    void stopPeer() throws Exception {
        if (started != null) {
            started.stop();
        }
    }

    @BeforeEach
    void openRig() throws Exception {
        peer().forget();
        rig = new RelayRig(clientTls);
    }

    @AfterEach
    void closeRig() {
        rig.close();
    }

    MailPeer peer() {
        return Objects.requireNonNull(started);
    }

    String url(String schema, Door door) {
        return schema + "localhost:" + peer().port(door);
    }

    Outcome relay(String url, DeliveryJob job) {
        return rig.relay(Peers.relay(url), job);
    }

    Outcome relay(String url) {
        return relay(url, TestMail.job(TestMail.TEXT, TestMail.envelope("bob@peer.test")));
    }
}
