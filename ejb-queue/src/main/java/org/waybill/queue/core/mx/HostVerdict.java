package org.waybill.queue.core.mx;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.core.relay.TlsTerms;
import org.waybill.queue.core.relay.Trust;

/** What is to be done with an exchanger. */
public sealed interface HostVerdict {

    /**
     * It may get mail.
     *
     * @param terms on which
     * @param why for people: {@code DANE}, {@code MTA-STS enforce}, {@code MTA-STS testing}, {@code opportunistic}
     * @param authenticated whether DNSSEC or MTA-STS prove that the domain means this host (RFC 8689 §4.2.1)
     * @param watchOrNull what is judged for the report only
     * @param policy what reports name as the reason of the terms
     */
    record Use(TlsTerms terms, String why, boolean authenticated, @Nullable Watch watchOrNull, TlsPolicy policy)
            implements HostVerdict {

        public Optional<Watch> watch() {
            return Optional.ofNullable(watchOrNull);
        }
    }

    /**
     * It must not be used now; another one may.
     *
     * @param failure for the report
     * @param reason an enhanced status and a sentence
     * @param policy that forbids it
     */
    record Skip(TlsFailure failure, String reason, TlsPolicy policy) implements HostVerdict {}

    /**
     * What an MTA-STS policy in testing would have demanded: the mail goes out all the same.
     *
     * @param trust of the certificate
     * @param listed whether the host is among those of the policy
     */
    record Watch(Trust trust, boolean listed) {}
}
