package org.waybill.smtp.listener;

import java.util.Base64;

/**
 * What a server keeps of a password for SCRAM-SHA-256 (RFC 5802 §3, RFC 7677): enough to check a client that knows the
 * password, not enough to be one.
 *
 * @param salt Base64, at least one octet
 * @param iterations at least {@value #MIN_ITERATIONS} (RFC 7677 §4)
 * @param storedKey Base64, 32 octets
 * @param serverKey Base64, 32 octets
 */
public record ScramSecret(String salt, int iterations, String storedKey, String serverKey) {

    /** Below it a stolen secret is guessed too easily. */
    public static final int MIN_ITERATIONS = 4_096;

    /**
     * What new secrets should have; the client, maybe a telephone, has to go through them. Users that do not exist seem to
     * have as many, so that other numbers tell who does.
     */
    public static final int USUAL_ITERATIONS = 15_000;

    private static final int KEY_LENGTH = 32;

    public ScramSecret {
        Base64.Decoder base64 = Base64.getDecoder();
        if (base64.decode(salt).length == 0
                || base64.decode(storedKey).length != KEY_LENGTH
                || base64.decode(serverKey).length != KEY_LENGTH) {
            throw new IllegalArgumentException("a SCRAM-SHA-256 secret has a salt and two keys of 32 octets");
        }
        if (iterations < MIN_ITERATIONS) {
            throw new IllegalArgumentException("a SCRAM-SHA-256 secret has at least " + MIN_ITERATIONS + " iterations");
        }
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "ScramSecret[iterations=" + iterations + "]";
    }
}
