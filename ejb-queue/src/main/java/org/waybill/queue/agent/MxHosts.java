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
import org.waybill.queue.agent.HostTerms.Exchange;
import org.waybill.queue.agent.HostTerms.Finding;
import org.waybill.queue.agent.NextHops.Grounds;
import org.waybill.queue.agent.NextHops.Hop;
import org.waybill.queue.core.deliver.ReplyText;
import org.waybill.queue.core.mx.StsPolicy;
import org.waybill.queue.core.mx.TlsFailure;
import org.waybill.queue.core.mx.TlsPolicy;
import org.waybill.queue.core.mx.TlsResult;
import org.waybill.queue.core.relay.RelayTarget.Exchangers;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.RouteLimits.Family;
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
        this.hostTerms = new HostTerms(names, port, policies.reports());
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
     * @param families whose addresses may be used
     * @param heeded whether DANE and MTA-STS are to be heeded: not where a mail says {@code TLS-Required: No} (RFC 8689
     *     §5), as reports of TLS trouble do
     */
    NextHops of(String domain, Exchangers exchangers, List<Family> families, boolean heeded) {
        if (domain.startsWith("[")) {
            return ofLiteral(domain, families);
        }
        DnsAnswer<MXRecord> answer = names.exchangers(domain);
        if (answer instanceof DnsAnswer.Found<MXRecord> found) {
            return ofExchangers(exchange(domain, found.secure(), families, heeded), exchangers, found.records());
        }
        if (answer instanceof DnsAnswer.Empty<MXRecord> empty) {
            return located(exchange(domain, empty.secure(), families, heeded), List.of(new Exchanger(domain, 0)));
        }
        if (answer instanceof DnsAnswer.NoSuchName) {
            return noSuchDomain(domain);
        }
        if (answer instanceof DnsAnswer.Unavailable<MXRecord> unavailable) {
            if (unavailable.bogus() && heeded) {
                TlsPolicy policy = new TlsPolicy(TlsPolicy.Type.TLSA, domain, List.of(), List.of());
                policies.reports().accept(TlsResult.unconnected(policy, "", TlsFailure.DNSSEC_INVALID, ""));
            }
            return unavailable(domain, unavailable.reason());
        }
        throw new AssertionError(answer);
    }

    private record Exchanger(String host, int preference) {}

    private Exchange exchange(String domain, boolean secure, List<Family> families, boolean heeded) {
        Supplier<Optional<StsPolicy>> once = new Supplier<>() {
            private Optional<Optional<StsPolicy>> known = Optional.empty();

            @Override
            public Optional<StsPolicy> get() {
                if (known.isEmpty()) {
                    known = Optional.of(policies.sts().apply(domain));
                }
                return known.get();
            }
        };
        return new Exchange(domain, secure, once, families, heeded);
    }

    private NextHops ofLiteral(String literal, List<Family> families) {
        boolean tagged = literal.startsWith(IPV6);
        String plain = literal.substring(tagged ? IPV6.length() : 1, literal.length() - 1);
        boolean address =
                tagged == plain.contains(":") && AddressLiteral.parse(plain).isPresent();
        // whatever else is tagged, such as [x:1], would be looked up as a name
        if (!address || !(names.addresses(plain, true) instanceof DnsAnswer.Found<InetAddress> found)) {
            return new NextHops.Never("550 5.1.2 Not an address: " + literal);
        }
        List<InetAddress> addresses = HostTerms.only(families, found.records());
        Grounds grounds = new Grounds("opportunistic", false, null, null);
        return addresses.isEmpty()
                ? new NextHops.Later("451 4.4.4 " + literal + " is of no family that may be used")
                : new NextHops.Found(new Hop(
                        new RelayUrl(RelayUrl.Schema.SMTP, plain, port),
                        addresses,
                        0,
                        new TlsTerms.IfOffered(),
                        grounds));
    }

    private NextHops ofExchangers(Exchange exchange, Exchangers exchangers, List<MXRecord> records) {
        String domain = exchange.domain();
        if (records.size() == 1 && target(records.get(0)).isEmpty()) {
            // RFC 7505
            return new NextHops.Never("556 5.1.10 " + domain + " does not accept mail (null MX)");
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
            return exchangers.backup()
                    ? new NextHops.Later("451 4.4.4 No exchanger of " + domain + " is preferred to the backup")
                    : new NextHops.Never("554 5.4.6 Mail for " + domain + " loops back to myself");
        }
        List<Exchanger> hosts = better.stream()
                .filter(host -> !host.host().isEmpty() && !host.host().equals("localhost"))
                .limit(MAX_HOSTS)
                .toList();
        return hosts.isEmpty()
                ? new NextHops.Never("550 5.4.4 The exchanger of " + domain + " is localhost")
                : located(exchange, hosts);
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

    /** Those hosts that may be used; "nowhere" only if that is certain for all of them. */
    private NextHops located(Exchange exchange, List<Exchanger> hosts) {
        List<Hop> hops = new ArrayList<>();
        List<String> unsure = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        for (Exchanger host : hosts) {
            Finding finding = hostTerms.of(exchange, host.host(), host.preference());
            if (finding instanceof Finding.Usable usable) {
                hops.add(usable.hop());
            } else if (finding instanceof Finding.Unusable unusable) {
                unsure.add(ReplyText.oneLine(unusable.reply()));
            } else {
                absent.add(ReplyText.oneLine("451 4.4.4 " + host.host() + " has no address"));
            }
        }
        if (!hops.isEmpty()) {
            return new NextHops.Found(hops, unsure, absent);
        }
        if (!unsure.isEmpty()) {
            return new NextHops.Later(unsure.get(unsure.size() - 1));
        }
        return hosts.stream().anyMatch(host -> host.host().equals(exchange.domain()))
                ? noSuchDomain(exchange.domain())
                : new NextHops.Never("550 5.4.4 No exchanger of " + exchange.domain() + " has an address");
    }

    private static NextHops noSuchDomain(String domain) {
        return new NextHops.Never("550 5.1.2 There is no host or exchanger " + domain);
    }

    private static NextHops unavailable(String domain, String reason) {
        return new NextHops.Later(ReplyText.oneLine("451 4.4.3 Cannot look up " + domain + ": " + reason));
    }

    /**
     * The one hop of a relay URL.
     *
     * @param verify of the URL or, where it says nothing, of the action
     * @param authorities likewise; empty for those of the Java runtime
     */
    NextHops of(RelayUrl url, Verify verify, String authorities, List<Family> families) {
        // the search path is for names of this house, which no signature covers
        DnsAnswer<InetAddress> answer = names.addresses(url.host(), verify == Verify.DANE);
        if (!(answer instanceof DnsAnswer.Found<InetAddress> found)) {
            return unavailable(
                    url.host(),
                    answer instanceof DnsAnswer.Unavailable<InetAddress> unavailable
                            ? unavailable.reason()
                            : "there is no such host");
        }
        List<InetAddress> addresses = HostTerms.only(families, found.records());
        if (addresses.isEmpty()) {
            return new NextHops.Later("451 4.4.4 " + url.host() + " has no address of a family that may be used");
        }
        UrlTerms.Finding finding = urlTerms.of(url, verify, authorities, found);
        return finding instanceof UrlTerms.Finding.Known known
                ? new NextHops.Found(new Hop(url, addresses, 0, known.terms(), Grounds.URL))
                : new NextHops.Later(ReplyText.oneLine(((UrlTerms.Finding.Waiting) finding).reply()));
    }
}
