package org.waybill.queue.core.relay;

import java.util.List;

/**
 * Which TLS versions and cipher suites a session may use.
 *
 * @param protocols as Java names them ({@code TLSv1.3}); empty for those of the Java runtime
 * @param ciphers as Java names them; empty for those of the Java runtime
 */
public record TlsChoice(List<String> protocols, List<String> ciphers) {

    /** Whatever the Java runtime offers. */
    public static final TlsChoice USUAL = new TlsChoice(List.of(), List.of());

    public TlsChoice {
        protocols = List.copyOf(protocols);
        ciphers = List.copyOf(ciphers);
    }
}
