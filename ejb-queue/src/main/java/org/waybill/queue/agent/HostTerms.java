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
     * @param families whose addresses may be used
     * @param heeded whether DANE and MTA-STS are to be heeded
     */
    record Exchange(
            String domain, boolean secure, Supplier<Optional<StsPolicy>> sts, List<Family> families, boolean heeded) {}

    /** What came of one exchanger. */
    sealed interface Finding {
        record Usable(Hop hop) implements Finding {}

        /** It has no address, for certain. */
        record Nowhere() implements Finding {}

        /** @param reply 4xx */
        record Unusable(String reply) implements Finding {}
    }

    Finding of(Exchange exchange, String host, int preference) {
        DnsAnswer<InetAddress> answer = names.addresses(host, true);
        if (answer instanceof DnsAnswer.Unavailable<InetAddress> unavailable) {
            return unavailable(exchange.domain(), host, unavailable);
        }
        if (!(answer instanceof DnsAnswer.Found<InetAddress> found)) {
            return new Finding.Nowhere();
        }
        List<InetAddress> addresses = only(exchange.families(), found.records());
        if (addresses.isEmpty()) {
            return new Finding.Unusable("451 4.4.4 " + host + " has no address of a family that may be used");
        }
        RelayUrl url = new RelayUrl(RelayUrl.Schema.SMTP, host, port);
        if (!exchange.heeded()) {
            Grounds aside = new Grounds("policies set aside", exchange.secure(), null, null);
            return new Finding.Usable(new Hop(url, addresses, preference, new TlsTerms.IfOffered(), aside));
        }
        TlsaAnswer tlsa = keys.of(host, port, found);
        boolean proven = HostFacts.isProven(exchange.secure(), tlsa);
        StsPolicy sts = proven ? null : exchange.sts().get().orElse(null);
        HostVerdict verdict = new HostFacts(exchange.domain(), host, exchange.secure(), tlsa, sts).verdict();
        if (verdict instanceof HostVerdict.Skip skip) {
            reports.accept(TlsResult.unconnected(skip.policy(), host, skip.failure(), ""));
            return new Finding.Unusable("451 " + skip.reason());
        }
        HostVerdict.Use use = (HostVerdict.Use) verdict;
        Grounds grounds = new Grounds(use.why(), use.authenticated(), use.watchOrNull(), use.policy());
        return new Finding.Usable(new Hop(url, addresses, preference, use.terms(), grounds));
    }

    private Finding unavailable(String domain, String host, DnsAnswer.Unavailable<InetAddress> answer) {
        if (answer.bogus()) {
            TlsPolicy policy = new TlsPolicy(TlsPolicy.Type.TLSA, domain, List.of(), List.of(host));
            reports.accept(TlsResult.unconnected(policy, host, TlsFailure.DNSSEC_INVALID, ""));
        }
        return new Finding.Unusable("451 4.4.3 Cannot look up " + domain + ": " + answer.reason());
    }

    static List<InetAddress> only(List<Family> families, List<InetAddress> addresses) {
        return addresses.stream()
                .filter(address -> families.contains(address instanceof Inet4Address ? Family.INET4 : Family.INET6))
                .toList();
    }
}
