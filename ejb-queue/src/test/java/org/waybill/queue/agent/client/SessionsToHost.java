package org.waybill.queue.agent.client;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Sessions, and a host that takes all mail unless a test wants something else. */
abstract class SessionsToHost {

    final ClientRig rig = new ClientRig();
    final RelaySessions sessions = rig.sessions();

    ScriptedSmtpServer server;

    @BeforeEach
    void listen() throws Exception {
        server = rig.sink();
    }

    @AfterEach
    void end() {
        rig.close();
    }
}
