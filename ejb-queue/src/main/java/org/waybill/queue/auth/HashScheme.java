package org.waybill.queue.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** One kind of password hash, told by its first characters. */
interface HashScheme {

    /** Whether a text means to be a hash of this kind, good or not. */
    boolean knows(String hash);

    /**
     * Whether a hash of this kind was made of a password.
     *
     * @throws IllegalArgumentException with a sentence if the hash is broken or would cost too much
     */
    boolean matches(String hash, String password);

    /** Whether two texts are equal, in a time that does not tell where they differ. */
    static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.ISO_8859_1), other.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** What to say of a hash that begins well and goes on otherwise. */
    static IllegalArgumentException broken(String kind) {
        return new IllegalArgumentException("this " + kind + " hash is broken: make it anew");
    }

    /** A number of a hash that must lie within bounds. */
    static int atMost(int most, String digits, String what) {
        if (digits.length() > 9 || Integer.parseInt(digits) > most) {
            throw new IllegalArgumentException(
                    "this hash costs too much: a usable one has at most " + most + " " + what);
        }
        return Integer.parseInt(digits);
    }
}
