package org.waybill.queue.core.tables;

import java.nio.file.Path;
import java.util.List;

/**
 * {@code ldap:}: how a directory is asked.
 *
 * @param server where it is
 * @param login who asks
 * @param base where the search begins; below it, all entries count
 * @param filter with {@code %s} for the key
 * @param attributes what of an entry is the value
 * @param keyAttribute what of an entry is the key when all are read; empty if the value is
 */
public record LdapSearch(
        Server server, Login login, String base, String filter, List<String> attributes, String keyAttribute) {

    public LdapSearch {
        attributes = List.copyOf(attributes);
    }

    /**
     * A directory server.
     *
     * @param ca a file with the authorities of its certificate, empty for the platform's
     */
    public record Server(String host, int port, Encryption encryption, boolean verified, Path ca) {}

    /** How the connection is kept secret. */
    public enum Encryption {
        NONE,
        STARTTLS,
        LDAPS
    }

    /** Who asks. */
    public sealed interface Login {
        record Anonymous() implements Login {}

        /** @param credentials has {@code name:password} under the label */
        record Label(LookupTable credentials, String label) implements Login {}
    }
}
