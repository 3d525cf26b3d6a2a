package org.waybill.smtp;

import java.util.Arrays;
import java.util.Optional;

/** The ways to sign in that Waybill speaks, strongest first. */
public enum SaslMechanism {
    /** RFC 7677 with channel binding (RFC 5802 §6, type tls-server-end-point). */
    SCRAM_SHA_256_PLUS("SCRAM-SHA-256-PLUS"),
    /** RFC 7677. */
    SCRAM_SHA_256("SCRAM-SHA-256"),
    /** RFC 4616. */
    PLAIN("PLAIN"),
    /** Of no RFC, but what some clients speak only. */
    LOGIN("LOGIN");

    private final String keyword;

    SaslMechanism(String keyword) {
        this.keyword = keyword;
    }

    /** Its name in EHLO and AUTH. */
    public String keyword() {
        return keyword;
    }

    /** The mechanism of a name, in any case of letters. */
    public static Optional<SaslMechanism> of(String keyword) {
        return Arrays.stream(values())
                .filter(mechanism -> mechanism.keyword.equalsIgnoreCase(keyword))
                .findFirst();
    }
}
