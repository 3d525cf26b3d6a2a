package org.waybill.queue.core.mx;

import java.util.List;

/**
 * A policy as a report names it (RFC 8460 §4.2).
 *
 * @param domain whose it is
 * @param strings the lines of an MTA-STS policy, or the TLSA records
 * @param hosts the patterns of the policy, or the host of the records
 */
public record TlsPolicy(Type type, String domain, List<String> strings, List<String> hosts) {

    public TlsPolicy {
        strings = List.copyOf(strings);
        hosts = List.copyOf(hosts);
    }

    /** What kind of policy it is. */
    public enum Type {
        TLSA("tlsa"),
        STS("sts"),
        NONE("no-policy-found");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        /** As reports write it. */
        public String word() {
            return word;
        }
    }

    /** Of a domain without one. */
    public static TlsPolicy none(String domain) {
        return new TlsPolicy(Type.NONE, domain, List.of(), List.of());
    }

    /** Of a domain that announces an MTA-STS policy which nobody could read. */
    public static TlsPolicy unreadSts(String domain) {
        return new TlsPolicy(Type.STS, domain, List.of(), List.of());
    }
}
