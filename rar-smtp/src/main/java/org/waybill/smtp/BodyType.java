package org.waybill.smtp;

/** What octets a mail may hold, as the client declared by BODY (RFC 6152, RFC 3030). Each includes the ones before it. */
public enum BodyType {
    /** Lines of ASCII; what a client means that says nothing. */
    SEVEN_BIT("7BIT"),
    /** Lines of whatever octets. */
    EIGHT_BIT_MIME("8BITMIME"),
    /** Octets without any line structure; can only travel by BDAT. */
    BINARY_MIME("BINARYMIME");

    private final String keyword;

    BodyType(String keyword) {
        this.keyword = keyword;
    }

    /** The value of the BODY parameter. */
    public String keyword() {
        return keyword;
    }
}
