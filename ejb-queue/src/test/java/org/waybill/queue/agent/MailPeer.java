package org.waybill.queue.agent;

import java.util.List;

/** A mail server of somebody else's that takes mail for {@code peer.test} into maildirs and knows the user {@code relay}. */
interface MailPeer {

    /** Doors of its, by what they demand or lack. */
    enum Door {
        PLAIN,
        STARTTLS,
        SMTPS,
        DEMANDING,
        AUTH,
        SILENT,
        CLOSED
    }

    int port(Door door);

    /** Where it delivers to. */
    Maildirs mail();

    /** The commands that it has heard since it forgot. */
    List<String> heard();

    /** Before each test. */
    void forget() throws Exception;

    void stop() throws Exception;
}
