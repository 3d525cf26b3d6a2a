package org.waybill.smtp.session.sasl;

import java.util.function.Supplier;

/**
 * What an exchange must know of the connection and the server around it.
 *
 * @param endPoint Base64 of the hash of the server's certificate, channel binding {@code tls-server-end-point} (RFC 5929
 *     §4); empty when it is not at hand
 * @param plusOffered whether this client was offered SCRAM-SHA-256-PLUS, which needs an end point; a client that says it
 *     was not has been tampered with (RFC 5802 §6)
 * @param nonces the server's part of SCRAM nonces, a fresh one at each call: printable ASCII without comma
 * @param fakes secrets for users that do not exist
 */
public record SaslChannel(String endPoint, boolean plusOffered, Supplier<String> nonces, FakeSecrets fakes) {

    public SaslChannel {
        if (plusOffered && endPoint.isEmpty()) {
            throw new IllegalArgumentException("SCRAM-SHA-256-PLUS needs the hash of the server's certificate");
        }
    }
}
