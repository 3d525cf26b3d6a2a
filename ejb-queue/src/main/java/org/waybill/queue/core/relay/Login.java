package org.waybill.queue.core.relay;

import java.util.List;

/**
 * Who we are to a next hop.
 *
 * @param label under which the credentials are kept; for people
 * @param user the name there
 * @param secret a password, or the token of XOAUTH2
 * @param mechanisms those that may be used; the first of them that the host offers is
 */
public record Login(String label, String user, String secret, List<Mechanism> mechanisms) {

    /** Every mechanism that a URL without {@code ?auth=} may use, the strongest first; a token is never guessed. */
    public static final List<Mechanism> USUAL = List.of(Mechanism.SCRAM_SHA_256, Mechanism.PLAIN, Mechanism.LOGIN);

    public Login {
        mechanisms = List.copyOf(mechanisms);
    }

    /** How to prove it (RFC 4954). */
    public enum Mechanism {
        SCRAM_SHA_256("SCRAM-SHA-256"),
        PLAIN("PLAIN"),
        LOGIN("LOGIN"),
        XOAUTH2("XOAUTH2");

        private final String word;

        Mechanism(String word) {
            this.word = word;
        }

        /** As EHLO names it. */
        public String word() {
            return word;
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return label + " (" + user + ")";
    }
}
