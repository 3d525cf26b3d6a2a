package org.waybill.queue.core.auth;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waybill.smtp.listener.ScramSecret;

/**
 * SCRAM secrets as tables have them: {@code SCRAM-SHA-256$iterations:salt$storedkey:serverkey} (PostgreSQL) or
 * <code>{SCRAM-SHA-256}iterations,salt,storedkey,serverkey</code> (Dovecot), the octets in Base64.
 */
public final class ScramText {

    /** Clients and, for PLAIN, this server have to go through all of them. */
    static final int MAX_ITERATIONS = 1_000_000;

    private static final String OCTETS = "([A-Za-z0-9+/]+={0,2})";

    private static final Pattern POSTGRESQL =
            Pattern.compile("SCRAM-SHA-256\\$([0-9]{1,9}):" + OCTETS + "\\$" + OCTETS + ":" + OCTETS);
    private static final Pattern DOVECOT =
            Pattern.compile("\\{SCRAM-SHA-256}([0-9]{1,9})," + OCTETS + "," + OCTETS + "," + OCTETS);

    private ScramText() {}

    /** Whether a text means to be a SCRAM secret, good or not. */
    public static boolean isOne(String text) {
        return text.startsWith("SCRAM-SHA-256$") || text.startsWith("{SCRAM-SHA-256}");
    }

    /** Whether a text is a SCRAM secret that can be used. */
    public static boolean isGood(String text) {
        try {
            parse(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** @throws IllegalArgumentException with a sentence that holds nothing of the text */
    public static ScramSecret parse(String text) {
        Matcher matcher = (text.startsWith("{") ? DOVECOT : POSTGRESQL).matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "a SCRAM secret is written SCRAM-SHA-256$iterations:salt$storedkey:serverkey");
        }
        int iterations = Integer.parseInt(matcher.group(1));
        if (iterations > MAX_ITERATIONS) {
            throw new IllegalArgumentException("a SCRAM secret has at most " + MAX_ITERATIONS + " iterations");
        }
        return new ScramSecret(matcher.group(2), iterations, matcher.group(3), matcher.group(4));
    }

    /** The PostgreSQL form. */
    public static String format(ScramSecret secret) {
        return "SCRAM-SHA-256$" + secret.iterations() + ":" + secret.salt() + "$" + secret.storedKey() + ":"
                + secret.serverKey();
    }
}
