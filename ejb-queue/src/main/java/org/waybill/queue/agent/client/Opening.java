package org.waybill.queue.agent.client;

/** What came of asking for a session. */
public sealed interface Opening {

    /** How far it got. */
    enum Phase {
        CONNECT,
        /** The host's first words, or what it answered to ours. */
        GREETING,
        TLS,
        AUTH
    }

    /** There is one; to be closed by whoever asked. */
    record Open(RelaySession session) implements Opening {}

    /**
     * The host cannot be used now; another one may.
     *
     * @param reply 4xx
     */
    record Refused(String reply, Phase phase) implements Opening {}

    /**
     * As many sessions as may be are in use.
     *
     * @param reply 4xx
     */
    record Busy(String reply) implements Opening {}
}
