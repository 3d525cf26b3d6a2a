package org.waybill.queue.core.relay;

import java.util.Optional;
import java.util.stream.Stream;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.queue.core.tables.LookupTable.Service;
import org.waybill.smtp.ReversePath;

/** Where a relay looks for its next hop. */
public sealed interface RelayTarget {

    /**
     * The URLs to go to as they are now, before any policy; empty where the DNS decides.
     *
     * @param domain of the recipient, in lower case and A-labels
     * @param sender of the envelope
     */
    Optional<RelayHosts.Answer> hosts(String domain, ReversePath sender);

    /**
     * The exchangers of the recipient's domain (RFC 5321 §5.1).
     *
     * @param backup whether only those count that are preferred to ourselves
     * @param ourName the exchanger that we are; empty for the server's name
     */
    record Exchangers(boolean backup, String ourName) implements RelayTarget {

        /** All of them. */
        public static final Exchangers ALL = new Exchangers(false, "");

        @Override
        public Optional<RelayHosts.Answer> hosts(String domain, ReversePath sender) {
            return Optional.empty();
        }
    }

    /** The same next hops for all mail. */
    record Hosts(RelayHosts hosts, Policy policy) implements RelayTarget {
        @Override
        public Optional<RelayHosts.Answer> hosts(String domain, ReversePath sender) {
            return Optional.of(hosts.now());
        }
    }

    /** {@code domain}: the URL, or URLs, under the recipient's domain; the keys are those of {@code for domain}. */
    record ByDomain(LookupTable urls, Policy policy) implements RelayTarget {
        @Override
        public Optional<RelayHosts.Answer> hosts(String domain, ReversePath sender) {
            return Optional.of(RelayHosts.under(urls, Service.DOMAIN, domain));
        }
    }

    /**
     * {@code host by sender}: the URL, or URLs, under the envelope's sender: {@code user@domain}, {@code @domain}, or
     * {@code @}, which alone the null sender has.
     */
    record BySender(LookupTable urls, Policy policy) implements RelayTarget {
        @Override
        public Optional<RelayHosts.Answer> hosts(String domain, ReversePath sender) {
            return Optional.of(RelayHosts.under(urls, Service.MAILADDR, sender.toString()));
        }
    }

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

        /** @throws IllegalArgumentException with a sentence if there is no such policy */
        public static Policy of(String word) {
            return Stream.of(values())
                    .filter(policy -> policy.word.equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "'" + word + "' is no policy: expected failover, round-robin, random or ratio"));
        }
    }
}
