package org.waybill.queue.agent;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.agent.NextHops.Grounds;
import org.waybill.queue.agent.NextHops.Hop;
import org.waybill.queue.agent.NextHops.LeftOut;
import org.waybill.queue.agent.NextHops.Stop;
import org.waybill.queue.core.deliver.ReplyText;
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

    HostTerms(NameServers names, int port) {
        this.names = names;
        this.keys = new HostKeys(names);
        this.port = port;
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
        record Known(Stop stop) implements Finding {}

        /** It has no address, for certain. */
        record Nowhere() implements Finding {}
    }

    Finding of(Exchange exchange, String host, int preference) {
        LookUpWitness witness = exchange.lookUp().witness();
        DnsAnswer<InetAddress> answer = names.addresses(host, true);
        if (answer instanceof DnsAnswer.Unavailable<InetAddress> unavailable) {
            String reply = "451 4.4.3 Cannot look up " + exchange.domain() + ": " + unavailable.reason();
            return leftOut(witness, "address", host, preference, reply, forged(exchange.domain(), host, unavailable));
        }
        if (!(answer instanceof DnsAnswer.Found<InetAddress> found)) {
            witness.saw("address", host, false, () -> "it has none");
            return new Finding.Nowhere();
        }
        List<InetAddress> addresses = only(exchange.lookUp().families(), found.records());
        if (addresses.isEmpty()) {
            String reply = "451 4.4.4 " + host + " has no address of a family that may be used";
            return leftOut(witness, "address", host, preference, reply, null);
        }
        witness.saw("address", host, true, () -> HopText.addresses(addresses));
        RelayUrl url = new RelayUrl(RelayUrl.Schema.SMTP, host, port);
        if (!exchange.lookUp().heeded()) {
            Grounds aside = new Grounds("policies set aside", exchange.secure(), null, null);
            return new Finding.Known(new Hop(url, addresses, preference, new TlsTerms.IfOffered(), aside));
        }
        HostVerdict verdict = verdict(exchange, host, found);
        if (verdict instanceof HostVerdict.Skip skip) {
            TlsResult report = TlsResult.unconnected(skip.policy(), host, skip.failure(), "");
            return leftOut(witness, "demand", host, preference, "451 " + skip.reason(), report);
        }
        HostVerdict.Use use = (HostVerdict.Use) verdict;
        Grounds grounds = new Grounds(use.why(), use.authenticated(), use.watchOrNull(), use.policy());
        return new Finding.Known(new Hop(url, addresses, preference, use.terms(), grounds));
    }

    private static Finding leftOut(
            LookUpWitness witness,
            String step,
            String host,
            int preference,
            String reply,
            @Nullable TlsResult reportOrNull) {
        witness.saw(step, host, false, () -> reply);
        return new Finding.Known(new LeftOut(preference, ReplyText.oneLine(reply), reportOrNull));
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

    private static @Nullable TlsResult forged(String domain, String host, DnsAnswer.Unavailable<InetAddress> answer) {
        TlsPolicy policy = new TlsPolicy(TlsPolicy.Type.TLSA, domain, List.of(), List.of(host));
        return answer.bogus() ? TlsResult.unconnected(policy, host, TlsFailure.DNSSEC_INVALID, "") : null;
    }

    static List<InetAddress> only(List<Family> families, List<InetAddress> addresses) {
        return addresses.stream()
                .filter(address -> families.contains(address instanceof Inet4Address ? Family.INET4 : Family.INET6))
                .toList();
    }
}
