package org.waybill.queue.core.mx;

import java.util.List;
import org.waybill.queue.core.relay.Trust.Tlsa;

/** What the DNS says of a host's keys. */
public sealed interface TlsaAnswer {

    /** Whether it says whose certificate is right. Records of no use say only that there is TLS. */
    default boolean namesKeys() {
        return false;
    }

    /** DANE does not apply: there are no records, or the zone is not signed. */
    record Absent() implements TlsaAnswer {}

    /**
     * Records out of a signed zone; there may be none that can be used.
     *
     * @param base the name they stand under, without {@code _25._tcp}: the host's, or the one it is an alias of
     * @param usable those that an SMTP client may use (RFC 7672 §3.1)
     * @param texts all of them, as reports show them
     */
    record Present(String base, List<Tlsa> usable, List<String> texts) implements TlsaAnswer {
        public Present {
            usable = List.copyOf(usable);
            texts = List.copyOf(texts);
        }

        @Override
        public boolean namesKeys() {
            return !usable.isEmpty();
        }
    }

    /**
     * It could not be found out: the host cannot be used, else suppressing the answer would suppress the security
     * (RFC 7672 §2.1.1).
     *
     * @param reason for the history
     * @param bogus whether there was an answer, which was not authentic
     */
    record Unknown(String reason, boolean bogus) implements TlsaAnswer {}
}
