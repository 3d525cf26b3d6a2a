package org.waybill.queue.agent;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;
import org.waybill.queue.core.mx.TlsPolicy;
import org.waybill.queue.core.relay.TlsTerms;
import org.waybill.queue.core.relay.Trust;

/** What is known of next hops before they are connected, in words. */
final class HopText {

    private HopText() {}

    /** {@code 10 mx1.example.org [192.0.2.1, 192.0.2.2]; 20 mx2.example.org [192.0.2.3]}. */
    static String exchangers(List<NextHops.Hop> hops) {
        return hops.stream()
                .map(hop -> hop.preference() + " " + hop.url().host() + " [" + addresses(hop) + "]")
                .collect(Collectors.joining("; "));
    }

    static String addresses(NextHops.Hop hop) {
        return hop.addresses().stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
    }

    static boolean byDane(NextHops.Hop hop) {
        return trust(hop.terms()) instanceof Trust.Dane;
    }

    static String tlsa(NextHops.Hop hop) {
        List<String> records = lines(hop, TlsPolicy.Type.TLSA);
        if (!records.isEmpty()) {
            return String.join("; ", records);
        }
        return trust(hop.terms()) instanceof Trust.Dane dane
                ? dane.records().stream()
                        .map(record -> record.usage() + " " + record.selector() + " " + record.matching() + " "
                                + record.data())
                        .collect(Collectors.joining("; "))
                : "no usable record";
    }

    static String sts(NextHops.Hop hop) {
        List<String> policy = lines(hop, TlsPolicy.Type.STS);
        if (!policy.isEmpty()) {
            return String.join("; ", policy);
        }
        return trust(hop.terms()) instanceof Trust.Dane ? "DANE goes before it" : "no policy";
    }

    private static List<String> lines(NextHops.Hop hop, TlsPolicy.Type type) {
        return hop.grounds()
                .policy()
                .filter(policy -> policy.type() == type)
                .map(TlsPolicy::strings)
                .orElse(List.of());
    }

    private static Trust trust(TlsTerms terms) {
        if (terms instanceof TlsTerms.ByStartTls later) {
            return later.trust();
        }
        return terms instanceof TlsTerms.FromTheStart atOnce ? atOnce.trust() : new Trust.Anyone();
    }

    static String terms(TlsTerms terms) {
        if (terms instanceof TlsTerms.Never) {
            return "plain text";
        } else if (terms instanceof TlsTerms.IfOffered) {
            return "STARTTLS if it is offered, with any certificate, else plain text";
        }
        return (terms instanceof TlsTerms.ByStartTls ? "STARTTLS" : "TLS from the start") + ", " + proof(trust(terms));
    }

    private static String proof(Trust trust) {
        if (trust instanceof Trust.Named named) {
            return "a certificate for " + String.join(" or ", named.names())
                    + (named.authorities().isEmpty() ? "" : " from ca " + named.authorities());
        }
        return trust instanceof Trust.Dane ? "a certificate that the TLSA records name" : "any certificate";
    }
}
