package org.waybill.queue.agent;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.waybill.queue.agent.HostTerms.Exchange;
import org.waybill.queue.agent.HostTerms.Finding;
import org.waybill.queue.agent.NextHops.Grounds;
import org.waybill.queue.agent.NextHops.Hop;
import org.waybill.queue.agent.NextHops.LeftOut;
import org.waybill.queue.agent.NextHops.Stop;
import org.waybill.queue.core.deliver.ReplyLine;
import org.waybill.queue.core.mx.StsPolicy;
import org.waybill.queue.core.mx.TlsFailure;
import org.waybill.queue.core.mx.TlsPolicy;
import org.waybill.queue.core.mx.TlsResult;
import org.waybill.queue.core.relay.RelayTarget.Exchangers;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.TlsTerms;
import org.waybill.queue.core.relay.UrlOptions.Verify;
import org.waybill.smtp.AddressLiteral;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;

/**
 * From a domain to the hosts that take its mail (RFC 5321 §5.1): exchangers by preference, equal ones in random order,
 * without exchangers the domain itself, each with what DANE and MTA-STS demand there. Only a clear "no" of the name servers
 * fails a mail; everything else waits.
 */
public final class MxHosts {

    /** More exchangers are not tried. */
    static final int MAX_HOSTS = 10;

    private static final String IPV6 = "[ipv6:";

    private final NameServers names;
    private final String ownName;
    private final int port;
    private final RandomGenerator random;
    private final MxPolicies policies;
    private final HostTerms hostTerms;
    private final UrlTerms urlTerms;

    /**
     * @param ownName this server's name: mail is never handed to an exchanger that is not better than ourselves
     * @param port 25 but for tests
     * @param random for the order of equal preferences
     * @param policies of the domains
     */
    public MxHosts(NameServers names, String ownName, int port, RandomGenerator random, MxPolicies policies) {
        this.names = names;
        this.ownName = ownName.toLowerCase(Locale.ROOT);
        this.port = port;
        this.random = random;
        this.policies = policies;
        this.hostTerms = new HostTerms(names, port);
        this.urlTerms = new UrlTerms(names);
    }

    /** Without policies. */
    public MxHosts(NameServers names, String ownName, int port, RandomGenerator random) {
        this(names, ownName, port, random, MxPolicies.NONE);
    }

    /**
     * The exchangers that may be used.
     *
     * @param domain in lower case and A-labels, or an address literal such as {@code [192.0.2.1]}
     * @param exchangers which of them count
     */
    NextHops of(String domain, Exchangers exchangers, LookUp lookUp) {
        if (domain.startsWith("[")) {
            return ofLiteral(domain, lookUp);
        }
        DnsAnswer<MXRecord> answer = names.exchangers(domain);
        if (answer instanceof DnsAnswer.Found<MXRecord> found) {
            return ofExchangers(exchange(domain, found.secure(), lookUp), exchangers, found.records());
        }
        if (answer instanceof DnsAnswer.Empty<MXRecord> empty) {
            lookUp.witness().saw("MX", domain, true, () -> "none, so the domain itself");
            return located(exchange(domain, empty.secure(), lookUp), List.of(new Exchanger(domain, 0)));
        }
        if (answer instanceof DnsAnswer.NoSuchName) {
            return nobody(lookUp, "MX", domain, noSuchDomain(domain));
        }
        if (answer instanceof DnsAnswer.Unavailable<MXRecord> unavailable) {
            TlsPolicy policy = new TlsPolicy(TlsPolicy.Type.TLSA, domain, List.of(), List.of());
            TlsResult forged = TlsResult.unconnected(policy, "", TlsFailure.DNSSEC_INVALID, "");
            List<TlsResult> reports = unavailable.bogus() && lookUp.heeded() ? List.of(forged) : List.of();
            return nobody(lookUp, "MX", domain, unavailable(domain, unavailable.reason(), reports));
        }
        throw new AssertionError(answer);
    }

    private record Exchanger(String host, int preference) {}

    private static NextHops nobody(LookUp lookUp, String step, String subject, NextHops.Nobody why) {
        lookUp.witness().saw(step, subject, false, why::reply);
        return why;
    }

    private Exchange exchange(String domain, boolean secure, LookUp lookUp) {
        Supplier<Optional<StsPolicy>> once = new Supplier<>() {
            private Optional<Optional<StsPolicy>> known = Optional.empty();

            @Override
            public Optional<StsPolicy> get() {
                if (known.isEmpty()) {
                    Optional<StsPolicy> policy = policies.sts().of(domain, policies.reports());
                    lookUp.witness().saw("MTA-STS", domain, true, () -> HopText.sts(policy));
                    known = Optional.of(policy);
                }
                return known.get();
            }
        };
        return new Exchange(domain, secure, once, lookUp);
    }

    private NextHops ofLiteral(String literal, LookUp lookUp) {
        boolean tagged = literal.startsWith(IPV6);
        String plain = literal.substring(tagged ? IPV6.length() : 1, literal.length() - 1);
        boolean address =
                tagged == plain.contains(":") && AddressLiteral.parse(plain).isPresent();
        // whatever else is tagged, such as [x:1], would be looked up as a name
        if (!address || !(names.addresses(plain, true) instanceof DnsAnswer.Found<InetAddress> found)) {
            return nobody(lookUp, "address", literal, new NextHops.Never("550 5.1.2 Not an address: " + literal));
        }
        List<InetAddress> addresses = HostTerms.only(lookUp.families(), found.records());
        if (addresses.isEmpty()) {
            String reply = "451 4.4.4 " + literal + " is of no family that may be used";
            return nobody(lookUp, "address", literal, new NextHops.Later(reply));
        }
        lookUp.witness().saw("address", literal, true, () -> HopText.addresses(addresses));
        RelayUrl url = new RelayUrl(RelayUrl.Schema.SMTP, plain, port);
        Grounds grounds = new Grounds("opportunistic", false, null, null);
        return new NextHops.Found(new Hop(url, addresses, 0, new TlsTerms.IfOffered(), grounds));
    }

    private NextHops ofExchangers(Exchange exchange, Exchangers exchangers, List<MXRecord> records) {
        String domain = exchange.domain();
        if (records.size() == 1 && target(records.get(0)).isEmpty()) {
            // RFC 7505
            String reply = "556 5.1.10 " + domain + " does not accept mail (null MX)";
            return nobody(exchange.lookUp(), "MX", domain, new NextHops.Never(reply));
        }
        List<Exchanger> sorted = new ArrayList<>(records.stream()
                .map(record -> new Exchanger(target(record), record.getPriority()))
                .toList());
        Collections.shuffle(sorted, asJavaUtil());
        sorted.sort(Comparator.comparingInt(Exchanger::preference));
        int own = ownPreference(sorted, exchangers);
        List<Exchanger> better =
                sorted.stream().filter(host -> host.preference() < own).toList();
        if (better.isEmpty()) {
            return nobody(
                    exchange.lookUp(),
                    "MX",
                    domain,
                    exchangers.backup()
                            ? new NextHops.Later("451 4.4.4 No exchanger of " + domain + " is preferred to the backup")
                            : new NextHops.Never("554 5.4.6 Mail for " + domain + " loops back to myself"));
        }
        List<Exchanger> hosts = better.stream()
                .filter(host -> !host.host().isEmpty() && !host.host().equals("localhost"))
                .limit(MAX_HOSTS)
                .toList();
        if (hosts.isEmpty()) {
            String reply = "550 5.4.4 The exchanger of " + domain + " is localhost";
            return nobody(exchange.lookUp(), "MX", domain, new NextHops.Never(reply));
        }
        exchange.lookUp().witness().saw("MX", domain, true, () -> text(hosts));
        return located(exchange, hosts);
    }

    private static String text(List<Exchanger> hosts) {
        return hosts.stream().map(host -> host.preference() + " " + host.host()).collect(Collectors.joining("; "));
    }

    /**
     * Our own place among the exchangers. A backup may have a second name there; who is not among them may use all, as
     * ever, since mail cannot come back from a host that does not know us.
     */
    private int ownPreference(List<Exchanger> hosts, Exchangers exchangers) {
        String backup = exchangers.backup() ? exchangers.ourName().toLowerCase(Locale.ROOT) : "";
        return hosts.stream()
                .filter(host -> host.host().equals(ownName)
                        || (!backup.isEmpty() && host.host().equals(backup)))
                .mapToInt(Exchanger::preference)
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    /** In lower case without the last dot; empty for the root, which stands for "none". */
    private static String target(MXRecord record) {
        return record.getTarget().equals(Name.root)
                ? ""
                : record.getTarget().toString(true).toLowerCase(Locale.ROOT);
    }

    private java.util.Random asJavaUtil() {
        return new java.util.Random(random.nextLong());
    }

    /** The hosts in their order; "nowhere" only if that is certain for all of them. */
    private NextHops located(Exchange exchange, List<Exchanger> hosts) {
        List<Stop> stops = new ArrayList<>();
        for (Exchanger host : hosts) {
            if (hostTerms.of(exchange, host.host(), host.preference()) instanceof Finding.Known known) {
                stops.add(known.stop());
            }
        }
        NextHops.Found found = new NextHops.Found(stops);
        if (!found.hops().isEmpty()) {
            return found;
        }
        List<LeftOut> leftOut = found.leftOut();
        if (!leftOut.isEmpty()) {
            List<TlsResult> reports = leftOut.stream()
                    .map(LeftOut::report)
                    .flatMap(Optional::stream)
                    .toList();
            return new NextHops.Later(
                    ReplyLine.ours(leftOut.get(leftOut.size() - 1).reply()), reports);
        }
        return hosts.stream().anyMatch(host -> host.host().equals(exchange.domain()))
                ? noSuchDomain(exchange.domain())
                : new NextHops.Never("550 5.4.4 No exchanger of " + exchange.domain() + " has an address");
    }

    private static NextHops.Nobody noSuchDomain(String domain) {
        return new NextHops.Never("550 5.1.2 There is no host or exchanger " + domain);
    }

    private static NextHops.Nobody unavailable(String domain, String reason, List<TlsResult> reports) {
        return new NextHops.Later(ReplyLine.ours("451 4.4.3 Cannot look up " + domain + ": " + reason), reports);
    }

    /**
     * The one hop of a relay URL.
     *
     * @param verify of the URL or, where it says nothing, of the action
     * @param authorities likewise; empty for those of the Java runtime
     */
    NextHops of(RelayUrl url, Verify verify, String authorities, LookUp lookUp) {
        // the search path is for names of this house, which no signature covers
        DnsAnswer<InetAddress> answer = names.addresses(url.host(), verify == Verify.DANE);
        if (!(answer instanceof DnsAnswer.Found<InetAddress> found)) {
            String reason = answer instanceof DnsAnswer.Unavailable<InetAddress> unavailable
                    ? unavailable.reason()
                    : "there is no such host";
            return nobody(lookUp, "address", url.host(), unavailable(url.host(), reason, List.of()));
        }
        List<InetAddress> addresses = HostTerms.only(lookUp.families(), found.records());
        if (addresses.isEmpty()) {
            String reply = "451 4.4.4 " + url.host() + " has no address of a family that may be used";
            return nobody(lookUp, "address", url.host(), new NextHops.Later(reply));
        }
        lookUp.witness().saw("address", url.host(), true, () -> HopText.addresses(addresses));
        UrlTerms.Finding finding = urlTerms.of(url, verify, authorities, found, lookUp.witness());
        return finding instanceof UrlTerms.Finding.Known known
                ? new NextHops.Found(new Hop(url, addresses, 0, known.terms(), Grounds.URL))
                : new NextHops.Later(((UrlTerms.Finding.Waiting) finding).reply());
    }
}
