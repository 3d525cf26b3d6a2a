package org.waybill.queue.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.waybill.queue.core.auth.SaslPrep;
import org.waybill.queue.core.auth.ScramText;
import org.waybill.smtp.listener.ScramSecret;

/** SCRAM-SHA-256 secrets (RFC 5802 §3, RFC 7677), which passwords that come by PLAIN can be compared with too. */
final class Scram implements HashScheme {

    private static final int KEY_LENGTH = 32;

    @Override
    public boolean knows(String hash) {
        return ScramText.isOne(hash);
    }

    @Override
    public boolean matches(String hash, String password) {
        ScramSecret kept = ScramText.parse(hash);
        ScramSecret made = secret(password, Base64.getDecoder().decode(kept.salt()), kept.iterations());
        return HashScheme.same(kept.storedKey(), made.storedKey());
    }

    /** The secret of a password. */
    static ScramSecret secret(String password, byte[] salt, int iterations) {
        byte[] salted =
                Pbkdf2.derive("PBKDF2WithHmacSHA256", SaslPrep.password(password), salt, iterations, KEY_LENGTH);
        try {
            byte[] clientKey = hmac(salted, "Client Key");
            byte[] storedKey = MessageDigest.getInstance("SHA-256").digest(clientKey);
            Base64.Encoder base64 = Base64.getEncoder();
            return new ScramSecret(
                    base64.encodeToString(salt),
                    iterations,
                    base64.encodeToString(storedKey),
                    base64.encodeToString(hmac(salted, "Server Key")));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java platform has no HMAC with SHA-256", e);
        }
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
    }
}
