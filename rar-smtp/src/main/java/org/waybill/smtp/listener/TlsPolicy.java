package org.waybill.smtp.listener;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * How a listener uses TLS. Only TLS 1.2 and 1.3 are spoken (RFC 8996).
 *
 * @param mode when
 * @param identities the certificates, chosen by the name that the client asks for (SNI), the first for clients that ask
 *     for none; at least one unless {@code mode} is {@link TlsMode#NONE}
 * @param verifiesClients whether a client must show a certificate that leads to one of the authorities
 * @param authorities PEM files; without any, the Java platform's own authorities count
 */
public record TlsPolicy(TlsMode mode, List<TlsIdentity> identities, boolean verifiesClients, List<Path> authorities) {

    /** No TLS at all. */
    public static final TlsPolicy NONE = new TlsPolicy(TlsMode.NONE, List.of());

    public TlsPolicy {
        Objects.requireNonNull(mode);
        identities = List.copyOf(identities);
        authorities = List.copyOf(authorities);
        if (mode != TlsMode.NONE && identities.isEmpty()) {
            throw new IllegalArgumentException("a listener that speaks TLS needs a certificate");
        }
    }

    /** Without a look at clients' certificates. */
    public TlsPolicy(TlsMode mode, List<TlsIdentity> identities) {
        this(mode, identities, false, List.of());
    }
}
