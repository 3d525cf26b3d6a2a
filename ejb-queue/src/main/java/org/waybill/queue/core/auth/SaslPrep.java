package org.waybill.queue.core.auth;

import java.text.Normalizer;

/**
 * The form in which SCRAM hashes a password (RFC 4013): the same for everybody who types it, on whatever keyboard. What
 * RFC 4013 forbids is let pass, as clients do: a password that cannot be prepared is used as it is.
 */
public final class SaslPrep {

    /** RFC 3454 table C.1.2 without U+200B, which table B.1 takes away. */
    private static final String SPACES =
            "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000";

    /** RFC 3454 table B.1; the variation selectors U+FE00 to U+FE0F are the rest of it. */
    private static final String NOTHING = "\u00ad\u034f\u1806\u180b\u180c\u180d\u200b\u200c\u200d\u2060\ufeff";

    private SaslPrep() {}

    /** Maps spaces to the plain one and what cannot be seen to nothing, then NFKC. */
    public static String password(String typed) {
        StringBuilder mapped = new StringBuilder(typed.length());
        for (int i = 0; i < typed.length(); i++) {
            char c = typed.charAt(i);
            if (SPACES.indexOf(c) >= 0) {
                mapped.append(' ');
            } else if (NOTHING.indexOf(c) < 0 && (c < '\ufe00' || c > '\ufe0f')) {
                mapped.append(c);
            }
        }
        return Normalizer.normalize(mapped, Normalizer.Form.NFKC);
    }
}
