package org.waybill.queue.auth;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.Md5Crypt;
import org.apache.commons.codec.digest.Sha2Crypt;

/** {@code $6$} (SHA-512), {@code $5$} (SHA-256), and {@code $1$} (MD5) of old tables. */
final class ShaCrypt implements HashScheme {

    private static final int MAX_ROUNDS = 1_000_000;

    private static final Pattern HASH = Pattern.compile("(?:\\$6\\$(?:rounds=([0-9]+)\\$)?[./A-Za-z0-9]{1,16}\\$"
            + "[./A-Za-z0-9]{86}|\\$5\\$(?:rounds=([0-9]+)\\$)?[./A-Za-z0-9]{1,16}\\$[./A-Za-z0-9]{43}"
            + "|\\$1\\$[./A-Za-z0-9]{1,8}\\$[./A-Za-z0-9]{22})");

    @Override
    public boolean knows(String hash) {
        return hash.startsWith("$6$") || hash.startsWith("$5$") || hash.startsWith("$1$");
    }

    @Override
    public boolean matches(String hash, String password) {
        Matcher matcher = HASH.matcher(hash);
        if (!matcher.matches()) {
            throw HashScheme.broken(hash.substring(0, 3));
        }
        for (int group = 1; group <= 2; group++) {
            if (matcher.group(group) != null) {
                HashScheme.atMost(MAX_ROUNDS, matcher.group(group), "rounds");
            }
        }
        return HashScheme.same(hash, crypt(hash, password.getBytes(StandardCharsets.UTF_8)));
    }

    private static String crypt(String hash, byte[] password) {
        return switch (hash.charAt(1)) {
            case '6' -> Sha2Crypt.sha512Crypt(password, hash);
            case '5' -> Sha2Crypt.sha256Crypt(password, hash);
            default -> Md5Crypt.md5Crypt(password, hash);
        };
    }
}
