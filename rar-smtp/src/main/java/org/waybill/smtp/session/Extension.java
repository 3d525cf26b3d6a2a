package org.waybill.smtp.session;

/** What EHLO may offer, in the order of its lines. Parameters and commands of an extension count only where it is offered. */
enum Extension {
    /** RFC 2920. */
    PIPELINING,
    /** RFC 6152. */
    EIGHT_BIT_MIME("8BITMIME"),
    /** RFC 1870. */
    SIZE,
    /** RFC 2034. */
    ENHANCED_STATUS_CODES("ENHANCEDSTATUSCODES"),
    /** RFC 3207. */
    STARTTLS,
    /** RFC 4954. */
    AUTH,
    /** RFC 3461. */
    DSN,
    /** RFC 6531. */
    SMTPUTF8,
    /** RFC 3030. */
    CHUNKING,
    /** RFC 3030. */
    BINARY_MIME("BINARYMIME"),
    /** RFC 8689. */
    REQUIRETLS,
    /** RFC 9422. */
    LIMITS,
    /** Of no RFC: what Postfix's XCLIENT_README says. */
    XCLIENT,
    /** RFC 5321 §4.1.1.8. */
    HELP;

    private final String keyword;

    Extension() {
        this.keyword = name();
    }

    Extension(String keyword) {
        this.keyword = keyword;
    }

    String keyword() {
        return keyword;
    }
}
