package org.waybill.queue.core.tables;

import java.util.List;

/**
 * A table of the configuration, whatever its source. A look-up has three answers: yes, no, and "could not look up", which
 * is never taken for a no.
 */
public interface LookupTable {

    /** Its name, for messages; {@code <anonymous>} for a list written in place. */
    String name();

    /** The value under an exact key (compared without case); the value of a list's entry is the key itself. */
    Answer lookup(String key);

    /**
     * Whether any entry matches, in the sense of a service: domains with wildcards, networks, addresses.
     *
     * @param service how entries are compared with the key
     */
    Answer match(Service service, String key);

    /** All values (a list's entries, a mapping's values) in order. */
    Contents contents();

    /**
     * What {@link #lookup} finds under each key, in order. Differs from {@link #contents} where only the use tells a list
     * from a mapping: as a list, the entry {@code joe $6$…} of a file is one value; under the key {@code joe} is another.
     */
    default Contents values() {
        return contents();
    }

    /** How keys are compared. */
    enum Service {
        /** Exact, without case. */
        STRING,
        /** Domain names with {@code *}. */
        DOMAIN,
        /** Addresses and networks in CIDR form. */
        NETADDR,
        /** {@code user}, {@code @domain}, {@code user@domain}, with wildcards in the domain. */
        MAILADDR,
        /** Regular expressions, found anywhere in the key, without case. */
        REGEX
    }

    /** The answer of a look-up. */
    sealed interface Answer {
        record Found(String value) implements Answer {}

        record Missing() implements Answer {}

        /** @param reason for the log and the console, never for the client; without the table's name */
        record Unavailable(String reason) implements Answer {}
    }

    /** All entries, or why they cannot be read. */
    sealed interface Contents {
        record Values(List<String> values) implements Contents {
            public Values {
                values = List.copyOf(values);
            }
        }

        record Unavailable(String reason) implements Contents {}
    }
}
