package org.waybill.queue.core.relay;

import java.util.List;

/** What proves that the host that answers is the one that was meant. */
public sealed interface Trust {

    /** Nothing: any certificate will do. Keeps listeners out, not impostors. */
    record Anyone() implements Trust {}

    /**
     * A certificate for one of these names (RFC 6125, by DNS-ID or, where the host is an address, by IP-ID) from an
     * authority.
     *
     * @param names at least one, in lower case and A-labels
     * @param authorities the name of a {@code ca} of the configuration; empty for those of the Java runtime
     */
    record Named(List<String> names, String authorities) implements Trust {
        public Named {
            names = List.copyOf(names);
        }
    }

    /**
     * TLSA records out of a signed zone (RFC 7672).
     *
     * @param records the usable ones, at least one: without any, nothing is proved, and it is {@link Anyone}
     * @param names those that a certificate may be for where a record says DANE-TA(2); the first one goes into SNI
     */
    record Dane(List<Tlsa> records, List<String> names) implements Trust {
        public Dane {
            if (records.isEmpty()) {
                throw new IllegalArgumentException("expected a TLSA record: with none, any certificate would do");
            }
            records = List.copyOf(records);
            names = List.copyOf(names);
        }
    }

    /**
     * One usable TLSA record.
     *
     * @param usage 2 (DANE-TA) or 3 (DANE-EE)
     * @param selector 0 (whole certificate) or 1 (public key)
     * @param matching 0 (exact), 1 (SHA-256) or 2 (SHA-512)
     * @param data in hexadecimal, lower case
     */
    record Tlsa(int usage, int selector, int matching, String data) {}
}
