package org.waybill.micro.clients;

import java.util.Locale;

/** How a client protects its connection. */
enum Security {
    PLAIN,
    /** RFC 3207; the client gives up when it is not offered. */
    STARTTLS,
    /** TLS from the first octet (RFC 8314 §3.3). */
    SMTPS;

    /** Its word on the command lines of the scripts. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
