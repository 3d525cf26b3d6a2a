package org.waybill.queue.agent;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.waybill.queue.core.mx.StsPolicy;
import org.waybill.queue.core.mx.TlsaAnswer;
import org.waybill.queue.core.relay.Hop;
import org.waybill.queue.core.relay.TlsTerms;
import org.waybill.queue.core.relay.Trust;

/** What is known of next hops before they are connected, in words. */
final class HopText {

    private HopText() {}

    static String addresses(List<InetAddress> addresses) {
        return addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
    }

    static String tlsa(TlsaAnswer answer) {
        if (answer instanceof TlsaAnswer.Present present) {
            return String.join("; ", present.texts()) + (present.namesKeys() ? "" : ": none of use");
        }
        return answer instanceof TlsaAnswer.Unknown unknown ? unknown.reason() : "no record that DNSSEC proves";
    }

    static String sts(Optional<StsPolicy> policy) {
        return policy.map(found -> String.join("; ", found.lines())).orElse("no policy");
    }

    private static Trust trust(TlsTerms terms) {
        if (terms instanceof TlsTerms.ByStartTls later) {
            return later.trust();
        }
        return terms instanceof TlsTerms.FromTheStart atOnce ? atOnce.trust() : new Trust.Anyone();
    }

    /** Who we are there, without secrets. */
    static String identity(Hop hop) {
        String from =
                hop.source().map(source -> " from " + source.getHostAddress()).orElse("");
        return hop.helo()
                + from
                + hop.login().map(login -> ", as '" + login.label() + "'").orElse("");
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
