package org.waybill.queue.auth;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** {@code $2a$}, {@code $2b$} and {@code $2y$}; only the first 72 octets of a password count. */
final class Bcrypt implements HashScheme {

    private static final int MIN_COST = 4;
    private static final int MAX_COST = 15;

    private static final Pattern HASH = Pattern.compile("\\$2[aby]\\$([0-9]{2})\\$[./A-Za-z0-9]{53}");

    @Override
    public boolean knows(String hash) {
        return hash.startsWith("$2a$") || hash.startsWith("$2b$") || hash.startsWith("$2y$");
    }

    @Override
    public boolean matches(String hash, String password) {
        Matcher matcher = HASH.matcher(hash);
        if (!matcher.matches()) {
            throw HashScheme.broken("bcrypt");
        }
        int cost = Integer.parseInt(matcher.group(1));
        if (cost < MIN_COST || cost > MAX_COST) {
            throw new IllegalArgumentException(
                    "a usable bcrypt hash has a cost from " + MIN_COST + " to " + MAX_COST + ", not " + cost);
        }
        return OpenBSDBCrypt.checkPassword(hash, password.getBytes(StandardCharsets.UTF_8));
    }
}
