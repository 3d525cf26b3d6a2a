package org.waybill.smtp.listener;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * One listening socket.
 *
 * @param address address and port; port 0 takes a free one
 * @param hostname the name in the greeting and in Received headers
 * @param tag given to every session, empty for none
 * @param tls how TLS is used
 * @param identities the certificates; at least one unless {@code tls} is {@link TlsMode#NONE}
 * @param maxMessageSize the largest mail in octets, announced by SIZE (RFC 1870)
 */
public record ListenerSpec(
        InetSocketAddress address,
        String hostname,
        String tag,
        TlsMode tls,
        List<TlsIdentity> identities,
        long maxMessageSize) {

    public ListenerSpec {
        identities = List.copyOf(identities);
        if (tls != TlsMode.NONE && identities.isEmpty()) {
            throw new IllegalArgumentException("a listener that speaks TLS needs a certificate");
        }
        if (maxMessageSize < 1) {
            throw new IllegalArgumentException("maxMessageSize must be positive");
        }
    }
}
