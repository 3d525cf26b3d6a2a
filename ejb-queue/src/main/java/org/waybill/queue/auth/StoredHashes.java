package org.waybill.queue.auth;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.waybill.queue.core.auth.PasswordHashes;

/** Knows every kind of hash that an administrator may bring along from another server. */
public final class StoredHashes implements PasswordHashes {

    /** Longer passwords are not hashed: nobody types them, and a stranger would have us work for nothing. */
    static final int MAX_PASSWORD_OCTETS = 1024;

    /** What Dovecot writes before hashes that tell their kind themselves. */
    private static final Pattern IDLE_PREFIX =
            Pattern.compile("^\\{(?:CRYPT|MD5-CRYPT|SHA256-CRYPT|SHA512-CRYPT|BLF-CRYPT|ARGON2ID?)}(?=\\$)");

    private static final Pattern OTHER_HASH = Pattern.compile("\\$.*|\\{(?!PLAIN|CLEAR)[A-Za-z0-9._-]+}.*");

    private static final List<HashScheme> SCHEMES =
            List.of(new Argon2(), new ShaCrypt(), new Bcrypt(), new Scram(), new Pbkdf2(), new SystemCrypt());

    @Override
    public Check check(String hash, String password) {
        if (password.getBytes(StandardCharsets.UTF_8).length > MAX_PASSWORD_OCTETS) {
            return new Check.Differs();
        }
        String bare = IDLE_PREFIX.matcher(hash).replaceFirst("");
        Optional<HashScheme> scheme =
                SCHEMES.stream().filter(known -> known.knows(bare)).findFirst();
        if (scheme.isEmpty()) {
            return new Check.Unusable((OTHER_HASH.matcher(hash).matches()
                            ? "this kind of hash is not known"
                            : "this is no hash but plain text")
                    + ": make one with java -jar waybill.jar encrypt");
        }
        try {
            return scheme.get().matches(bare, password) ? new Check.Matches() : new Check.Differs();
        } catch (IllegalArgumentException e) {
            return new Check.Unusable(String.valueOf(e.getMessage()));
        }
    }
}
