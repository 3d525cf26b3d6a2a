package org.waybill.queue.auth;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.waybill.queue.core.auth.ScramText;
import org.waybill.smtp.listener.ScramSecret;

/** Makes what a table of credentials keeps of a password. The launcher finds it by name: {@code waybill.jar encrypt}. */
public final class NewHashes {

    /** 19 MiB, two passes, one lane: what OWASP asks for at least. Every sign-in has to pay it. */
    private static final int MEMORY_KIBIBYTES = 19_456;

    private static final int PASSES = 2;
    private static final int SALT_LENGTH = 16;
    private static final int HASH_LENGTH = 32;

    private final SecureRandom random = new SecureRandom();

    /** {@code $argon2id$v=19$m=…,t=…,p=…$salt$hash} */
    public String argon2id(String password) {
        byte[] salt = salt();
        Argon2Parameters parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(MEMORY_KIBIBYTES)
                .withIterations(PASSES)
                .withParallelism(1)
                .withSalt(salt)
                .build();
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + MEMORY_KIBIBYTES + ",t=" + PASSES + ",p=1$" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(Argon2.hash(parameters, checked(password), HASH_LENGTH));
    }

    /** {@code SCRAM-SHA-256$iterations:salt$storedkey:serverkey}, good for PLAIN and LOGIN as well. */
    public String scram(String password) {
        return ScramText.format(Scram.secret(checked(password), salt(), ScramSecret.USUAL_ITERATIONS));
    }

    private byte[] salt() {
        byte[] salt = new byte[SALT_LENGTH];
        random.nextBytes(salt);
        return salt;
    }

    /** What could never be signed in with is no password. */
    private static String checked(String password) {
        int octets = password.getBytes(StandardCharsets.UTF_8).length;
        if (octets == 0 || octets > StoredHashes.MAX_PASSWORD_OCTETS) {
            throw new IllegalArgumentException("a password has 1 to " + StoredHashes.MAX_PASSWORD_OCTETS + " octets");
        }
        if (password.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a password has no control characters");
        }
        return password;
    }
}
