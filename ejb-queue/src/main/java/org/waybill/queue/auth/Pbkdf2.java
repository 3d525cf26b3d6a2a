package org.waybill.queue.auth;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * PBKDF2 (RFC 8018) as Passlib writes it, {@code $pbkdf2-sha512$rounds$salt$hash}, and OpenLDAP,
 * <code>{PBKDF2-SHA512}rounds$salt$hash</code>; with SHA-256 likewise.
 */
final class Pbkdf2 implements HashScheme {

    private static final int MAX_ROUNDS = 2_000_000;

    private static final Pattern HASH = Pattern.compile("(?:\\$pbkdf2-sha|\\{PBKDF2-SHA)(256|512)[$}]"
            + "([1-9][0-9]*)\\$([./A-Za-z0-9]{11,86})\\$([./A-Za-z0-9]{22,86})");

    @Override
    public boolean knows(String hash) {
        return hash.startsWith("$pbkdf2-sha256$")
                || hash.startsWith("$pbkdf2-sha512$")
                || hash.startsWith("{PBKDF2-SHA256}")
                || hash.startsWith("{PBKDF2-SHA512}");
    }

    @Override
    public boolean matches(String hash, String password) {
        Matcher matcher = HASH.matcher(hash);
        if (!matcher.matches()) {
            throw HashScheme.broken("PBKDF2");
        }
        int rounds = HashScheme.atMost(MAX_ROUNDS, matcher.group(2), "rounds");
        byte[] expected = octets(matcher.group(4));
        byte[] computed = derive(
                "PBKDF2WithHmacSHA" + matcher.group(1), password, octets(matcher.group(3)), rounds, expected.length);
        return MessageDigest.isEqual(expected, computed);
    }

    /** Passlib's Base64 has a dot for the plus sign. */
    private static byte[] octets(String base64) {
        if (base64.length() % 4 == 1) {
            throw HashScheme.broken("PBKDF2");
        }
        return Base64.getDecoder().decode(base64.replace('.', '+'));
    }

    /** @param length in octets */
    static byte[] derive(String algorithm, String password, byte[] salt, int rounds, int length) {
        PBEKeySpec key = new PBEKeySpec(password.toCharArray(), salt, rounds, length * 8);
        try {
            return SecretKeyFactory.getInstance(algorithm).generateSecret(key).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java platform has no " + algorithm, e);
        } finally {
            key.clearPassword();
        }
    }
}
