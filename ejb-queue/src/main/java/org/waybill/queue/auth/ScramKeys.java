package org.waybill.queue.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.waybill.queue.core.auth.SaslPrep;

/** What SCRAM-SHA-256 makes of a password (RFC 5802 §3, RFC 7677). */
public final class ScramKeys {

    private static final int LENGTH = 32;

    private final byte[] clientKey;
    private final byte[] serverKey;

    private ScramKeys(byte[] salted) {
        this.clientKey = hmac(salted, "Client Key");
        this.serverKey = hmac(salted, "Server Key");
    }

    /** Those of a password. */
    public static ScramKeys of(String password, byte[] salt, int iterations) {
        return new ScramKeys(
                Pbkdf2.derive("PBKDF2WithHmacSHA256", SaslPrep.password(password), salt, iterations, LENGTH));
    }

    /** What a server keeps to know who knows the password. */
    byte[] storedKey() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(clientKey);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java platform has no SHA-256", e);
        }
    }

    /** What a server keeps to show that it knows who we are. */
    byte[] serverKey() {
        return serverKey.clone();
    }

    /** How a client shows that it knows the password. */
    public byte[] clientProof(String authMessage) {
        byte[] proof = hmac(storedKey(), authMessage);
        for (int i = 0; i < proof.length; i++) {
            proof[i] ^= clientKey[i];
        }
        return proof;
    }

    /** How a server shows that it knows it too. */
    public byte[] serverSignature(String authMessage) {
        return hmac(serverKey, authMessage);
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java platform has no HMAC with SHA-256", e);
        }
    }
}
