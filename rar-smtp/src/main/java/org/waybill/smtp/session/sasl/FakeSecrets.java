package org.waybill.smtp.session.sasl;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import org.waybill.smtp.listener.ScramSecret;

/**
 * SCRAM secrets for users that do not exist, so that a stranger cannot ask who does (RFC 5802 §9). One user gets the same
 * salt whenever it is asked for, from this object: the salt is a keyed hash of the name, and the key is drawn once and
 * never leaves. No password belongs to such a secret, because the keys are hashes as well.
 *
 * <p>They look like secrets of the usual making, {@value #SALT_LENGTH} octets of salt and
 * {@link ScramSecret#USUAL_ITERATIONS} iterations; an application whose own secrets differ from that shows by it which users
 * it has. So does a restart, to one who has asked before it. Names that differ in case only share a salt, as they do where
 * the application looks users up without regard to case.
 */
public final class FakeSecrets {

    /** Octets of salt; RFC 7677 §3 shows as many. */
    public static final int SALT_LENGTH = 16;

    private final byte[] key = new byte[HmacSha256.LENGTH];

    /** @param random asked once, for the key */
    public FakeSecrets(SecureRandom random) {
        random.nextBytes(key);
    }

    ScramSecret secretOf(String user) {
        String name = user.toLowerCase(Locale.ROOT);
        return new ScramSecret(
                base64(Arrays.copyOf(hash("salt", name), SALT_LENGTH)),
                ScramSecret.USUAL_ITERATIONS,
                base64(hash("stored key", name)),
                base64(hash("server key", name)));
    }

    private byte[] hash(String purpose, String name) {
        return HmacSha256.of(key, (purpose + '\0' + name).getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }
}
