package org.waybill.micro.clients;

/** What a cell is about: a column of the matrix. */
enum Mode {
    PLAIN("plain", Security.PLAIN, Submission.NO_AUTH),
    STARTTLS("starttls", Security.STARTTLS, Submission.NO_AUTH),
    SMTPS("smtps", Security.SMTPS, Submission.NO_AUTH),
    AUTH_PLAIN("auth-plain", Security.STARTTLS, "plain"),
    AUTH_LOGIN("auth-login", Security.STARTTLS, "login"),
    AUTH_SCRAM_SHA_256("auth-scram", Security.STARTTLS, "scram-sha-256"),
    /** A UTF-8 body (RFC 6152). */
    EIGHT_BIT("8-bit", Security.PLAIN, Submission.NO_AUTH),
    /** UTF-8 in both local parts and in one domain (RFC 6531). */
    UTF8_ADDRESSES("utf8", Security.PLAIN, Submission.NO_AUTH),
    /** 20 MiB. */
    TWENTY_MEGABYTES("20-mb", Security.PLAIN, Submission.NO_AUTH);

    private final String title;
    private final Security security;
    private final String mechanism;

    Mode(String title, Security security, String mechanism) {
        this.title = title;
        this.security = security;
        this.mechanism = mechanism;
    }

    Security security() {
        return security;
    }

    /** The SASL mechanism as the scripts know it, or {@link Submission#NO_AUTH}. */
    String mechanism() {
        return mechanism;
    }

    boolean authenticates() {
        return !mechanism.equals(Submission.NO_AUTH);
    }

    /** The word behind "with" in our Received field (RFC 3848, RFC 6531 §4.3). */
    String protocol(Security used) {
        return (this == UTF8_ADDRESSES ? "UTF8SMTP" : "ESMTP")
                + (used == Security.PLAIN ? "" : "S")
                + (authenticates() ? "A" : "");
    }

    @Override
    public String toString() {
        return title;
    }
}
