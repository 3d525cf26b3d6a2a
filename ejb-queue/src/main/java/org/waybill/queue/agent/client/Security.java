package org.waybill.queue.agent.client;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.core.mx.TlsFailure;

/**
 * What was negotiated.
 *
 * @param text for people
 * @param chain the host's certificate first; empty in plain text
 * @param troubleOrNull why it is plain text
 */
record Security(String text, List<X509Certificate> chain, @Nullable TlsFailure troubleOrNull) {

    Security {
        chain = List.copyOf(chain);
    }

    static Security plain(TlsFailure because) {
        return new Security("plain text", List.of(), because);
    }

    Optional<TlsFailure> trouble() {
        return Optional.ofNullable(troubleOrNull);
    }
}
