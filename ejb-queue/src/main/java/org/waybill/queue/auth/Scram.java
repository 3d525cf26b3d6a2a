package org.waybill.queue.auth;

import java.util.Base64;
import org.waybill.queue.core.auth.ScramText;
import org.waybill.smtp.listener.ScramSecret;

/** SCRAM-SHA-256 secrets (RFC 5802 §3, RFC 7677), which passwords that come by PLAIN can be compared with too. */
final class Scram implements HashScheme {

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
        ScramKeys keys = ScramKeys.of(password, salt, iterations);
        Base64.Encoder base64 = Base64.getEncoder();
        return new ScramSecret(
                base64.encodeToString(salt),
                iterations,
                base64.encodeToString(keys.storedKey()),
                base64.encodeToString(keys.serverKey()));
    }
}
