package org.waybill.queue.core.relay;

import org.waybill.queue.core.tables.LookupTable;

/** Where a relay looks for its next hop. */
public sealed interface RelayTarget {

    /**
     * The exchangers of the recipient's domain (RFC 5321 §5.1).
     *
     * @param backup whether only those count that are preferred to ourselves
     * @param ourName the exchanger that we are; empty for the server's name
     */
    record Exchangers(boolean backup, String ourName) implements RelayTarget {

        /** All of them. */
        public static final Exchangers ALL = new Exchangers(false, "");
    }

    /** The same next hops for all mail. */
    record Hosts(RelayHosts hosts, Policy policy) implements RelayTarget {}

    /** {@code domain}: the URL, or URLs, under the recipient's domain. */
    record ByDomain(LookupTable urls, Policy policy) implements RelayTarget {}

    /** {@code host by sender}: the URL, or URLs, under the envelope's sender. */
    record BySender(LookupTable urls, Policy policy) implements RelayTarget {}

    /** Which of several entries comes first. */
    enum Policy {
        /** In the order given: the next one only while those before are unusable. */
        FAILOVER("failover"),
        /** In turn, message by message. */
        ROUND_ROBIN("round-robin"),
        RANDOM("random"),
        /** By weight, exact over each cycle. */
        RATIO("ratio");

        private final String word;

        Policy(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
