package org.waybill.queue.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * {@code $argon2id$}, {@code $argon2i$} and {@code $argon2d$} (RFC 9106) as PHC strings. Bouncy Castle computes them: of the
 * implementations in Java it alone is kept by more than one person, and it keeps no memory between two hashes.
 */
final class Argon2 implements HashScheme {

    private static final int MAX_KIBIBYTES = 128 * 1024;
    private static final int MAX_WORK = 1024 * 1024;
    private static final int MAX_LANES = 16;
    private static final int OLD_VERSION = 0x10;

    private static final Pattern HASH = Pattern.compile("\\$argon2(id|i|d)\\$(?:v=(16|19)\\$)?"
            + "m=([0-9]{1,9}),t=([0-9]{1,9}),p=([0-9]{1,9})"
            + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{16,86})");

    @Override
    public boolean knows(String hash) {
        return hash.startsWith("$argon2");
    }

    @Override
    public boolean matches(String hash, String password) {
        Matcher matcher = HASH.matcher(hash);
        if (!matcher.matches()) {
            throw HashScheme.broken("Argon2");
        }
        int version = matcher.group(2) == null ? OLD_VERSION : Integer.parseInt(matcher.group(2));
        Argon2Parameters parameters = new Argon2Parameters.Builder(type(matcher.group(1)))
                .withVersion(version)
                .withMemoryAsKB(Integer.parseInt(matcher.group(3)))
                .withIterations(Integer.parseInt(matcher.group(4)))
                .withParallelism(Integer.parseInt(matcher.group(5)))
                .withSalt(octets(matcher.group(6)))
                .build();
        byte[] expected = octets(matcher.group(7));
        checkCost(parameters);
        return MessageDigest.isEqual(expected, hash(parameters, password, expected.length));
    }

    private static int type(String name) {
        return switch (name) {
            case "id" -> Argon2Parameters.ARGON2_id;
            case "i" -> Argon2Parameters.ARGON2_i;
            default -> Argon2Parameters.ARGON2_d;
        };
    }

    private static byte[] octets(String base64) {
        if (base64.length() % 4 == 1) {
            throw HashScheme.broken("Argon2");
        }
        return Base64.getDecoder().decode(base64);
    }

    private static void checkCost(Argon2Parameters parameters) {
        int memory = parameters.getMemory();
        int lanes = parameters.getLanes();
        long work = (long) memory * parameters.getIterations();
        if (memory > MAX_KIBIBYTES
                || work < 1
                || work > MAX_WORK
                || lanes < 1
                || lanes > MAX_LANES
                || memory < 8 * lanes) {
            throw new IllegalArgumentException("a usable Argon2 hash has a memory m of at most " + MAX_KIBIBYTES
                    + " KiB, m times t of at most " + MAX_WORK + " and p from 1 to " + MAX_LANES);
        }
    }

    /** Computes a hash of some octets. */
    static byte[] hash(Argon2Parameters parameters, String password, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(parameters);
        byte[] hash = new byte[length];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
