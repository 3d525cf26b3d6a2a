package org.waybill.queue.agent;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.waybill.queue.agent.NextHops.Grounds;
import org.waybill.queue.agent.NextHops.Hop;
import org.waybill.queue.core.mx.HostFacts;
import org.waybill.queue.core.mx.HostVerdict;
import org.waybill.queue.core.mx.StsPolicy;
import org.waybill.queue.core.mx.TlsFailure;
import org.waybill.queue.core.mx.TlsPolicy;
import org.waybill.queue.core.mx.TlsResult;
import org.waybill.queue.core.mx.TlsaAnswer;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.RouteLimits.Family;
import org.waybill.queue.core.relay.TlsTerms;

/** From the name of an exchanger to a hop: where it is, and on which terms it gets mail. */
final class HostTerms {

    private final NameServers names;
    private final HostKeys keys;
    private final int port;
    private final Consumer<TlsResult> reports;

    HostTerms(NameServers names, int port, Consumer<TlsResult> reports) {
        this.names = names;
        this.keys = new HostKeys(names);
        this.port = port;
        this.reports = reports;
    }

    /**
     * The exchangers of a domain, as far as all of them have it in common.
     *
     * @param secure whether DNSSEC proves who they are
     * @param sts of the domain, looked up when it is first wanted
     */
    record Exchange(String domain, boolean secure, Supplier<Optional<StsPolicy>> sts, LookUp lookUp) {}

    /** What came of one exchanger. */
    sealed interface Finding {
        record Usable(Hop hop) implements Finding {}

        /** It has no address, for certain. */
        record Nowhere() implements Finding {}

        /** @param reply 4xx */
        record Unusable(String reply) implements Finding {}
    }

    Finding of(Exchange exchange, String host, int preference) {
        LookUpWitness witness = exchange.lookUp().witness();
        DnsAnswer<InetAddress> answer = names.addresses(host, true);
        if (answer instanceof DnsAnswer.Unavailable<InetAddress> unavailable) {
            return unusable(witness, "address", host, unavailable(exchange.domain(), host, unavailable));
        }
        if (!(answer instanceof DnsAnswer.Found<InetAddress> found)) {
            witness.saw("address", host, false, () -> "it has none");
            return new Finding.Nowhere();
        }
        List<InetAddress> addresses = only(exchange.lookUp().families(), found.records());
        if (addresses.isEmpty()) {
            return unusable(
                    witness, "address", host, "451 4.4.4 " + host + " has no address of a family that may be used");
        }
        witness.saw("address", host, true, () -> HopText.addresses(addresses));
        RelayUrl url = new RelayUrl(RelayUrl.Schema.SMTP, host, port);
        if (!exchange.lookUp().heeded()) {
            Grounds aside = new Grounds("policies set aside", exchange.secure(), null, null);
            return new Finding.Usable(new Hop(url, addresses, preference, new TlsTerms.IfOffered(), aside));
        }
        HostVerdict verdict = verdict(exchange, host, found);
        if (verdict instanceof HostVerdict.Skip skip) {
            reports.accept(TlsResult.unconnected(skip.policy(), host, skip.failure(), ""));
            return unusable(witness, "demand", host, "451 " + skip.reason());
        }
        HostVerdict.Use use = (HostVerdict.Use) verdict;
        Grounds grounds = new Grounds(use.why(), use.authenticated(), use.watchOrNull(), use.policy());
        return new Finding.Usable(new Hop(url, addresses, preference, use.terms(), grounds));
    }

    private static Finding unusable(LookUpWitness witness, String step, String host, String reply) {
        witness.saw(step, host, false, () -> reply);
        return new Finding.Unusable(reply);
    }

    private HostVerdict verdict(Exchange exchange, String host, DnsAnswer.Found<InetAddress> located) {
        LookUpWitness witness = exchange.lookUp().witness();
        TlsaAnswer tlsa = keys.of(host, port, located);
        witness.saw("TLSA", host, !(tlsa instanceof TlsaAnswer.Unknown), () -> HopText.tlsa(tlsa));
        boolean proven = HostFacts.isProven(exchange.secure(), tlsa);
        if (proven) {
            witness.saw("MTA-STS", host, true, () -> "not asked, DANE goes before it");
        }
        boolean decided = proven || tlsa instanceof TlsaAnswer.Unknown;
        StsPolicy sts = decided ? null : exchange.sts().get().orElse(null);
        return new HostFacts(exchange.domain(), host, exchange.secure(), tlsa, sts).verdict();
    }

    private String unavailable(String domain, String host, DnsAnswer.Unavailable<InetAddress> answer) {
        if (answer.bogus()) {
            TlsPolicy policy = new TlsPolicy(TlsPolicy.Type.TLSA, domain, List.of(), List.of(host));
            reports.accept(TlsResult.unconnected(policy, host, TlsFailure.DNSSEC_INVALID, ""));
        }
        return "451 4.4.3 Cannot look up " + domain + ": " + answer.reason();
    }

    static List<InetAddress> only(List<Family> families, List<InetAddress> addresses) {
        return addresses.stream()
                .filter(address -> families.contains(address instanceof Inet4Address ? Family.INET4 : Family.INET6))
                .toList();
    }
}
