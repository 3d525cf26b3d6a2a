package org.waybill.micro.clients;

import java.nio.file.Path;
import java.util.List;

/**
 * What a client is told.
 *
 * @param certificate PEM; the only one to trust
 * @param mechanism of SASL, in lower case, or {@link #NO_AUTH}
 * @param file the mail, with CR LF line ends
 */
record Submission(
        String host,
        int port,
        Security security,
        Path certificate,
        String mechanism,
        String user,
        String password,
        String from,
        String to,
        Path file) {

    static final String NO_AUTH = "-";

    /** In the order that all scripts take them. */
    List<String> arguments() {
        return List.of(
                host,
                String.valueOf(port),
                security.word(),
                certificate.toString(),
                mechanism,
                user,
                password,
                from,
                to,
                file.toString());
    }

    /** Without the password. */
    @Override
    public String toString() {
        return host + ":" + port + " " + security.word() + " " + mechanism + " " + from + " " + to + " " + file;
    }
}
