package org.waybill.queue.agent.client;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.core.deliver.ReplyLine;
import org.waybill.queue.core.mx.TlsFailure;

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
     * @param line 4xx
     * @param troubleOrNull what was wrong with TLS, if it was that
     */
    record Refused(ReplyLine line, Phase phase, @Nullable TlsFailure troubleOrNull) implements Opening, Sending {

        public String reply() {
            return line.text();
        }

        public Optional<TlsFailure> trouble() {
            return Optional.ofNullable(troubleOrNull);
        }
    }

    /**
     * There may not be another session yet.
     *
     * @param reply 4xx
     * @param until when to ask again
     */
    record Busy(String reply, Instant until) implements Opening {}
}
