package org.waybill.queue.agent;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.waybill.queue.agent.NameServers.Answer;
import org.waybill.queue.agent.NextHops.Hop;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.smtp.AddressLiteral;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;

/**
 * From a domain to the hosts that take its mail (RFC 5321 §5.1): exchangers by preference, equal ones in random order,
 * without exchangers the domain itself. Only a clear "no" of the name servers fails a mail; everything else waits.
 */
public final class MxHosts {

    /** More exchangers are not tried. */
    static final int MAX_HOSTS = 10;

    private static final String IPV6 = "[ipv6:";

    private final NameServers names;
    private final String ownName;
    private final int port;
    private final RandomGenerator random;

    /**
     * @param ownName this server's name: mail is never handed to an exchanger that is not better than ourselves
     * @param port 25 but for tests
     * @param random for the order of equal preferences
     */
    public MxHosts(NameServers names, String ownName, int port, RandomGenerator random) {
        this.names = names;
        this.ownName = ownName.toLowerCase(Locale.ROOT);
        this.port = port;
        this.random = random;
    }

    /** @param domain a domain in lower case and A-labels, or an address literal such as {@code [192.0.2.1]} */
    NextHops of(String domain) {
        if (domain.startsWith("[")) {
            return ofLiteral(domain);
        }
        Answer<MXRecord> answer = names.exchangers(domain);
        if (answer instanceof Answer.Found<MXRecord> found) {
            return ofExchangers(domain, found.records());
        }
        if (answer instanceof Answer.Empty) {
            return located(domain, List.of(domain));
        }
        if (answer instanceof Answer.NoSuchName) {
            return noSuchDomain(domain);
        }
        if (answer instanceof Answer.Unavailable<MXRecord> unavailable) {
            return unavailable(domain, unavailable.reason());
        }
        throw new AssertionError(answer);
    }

    private NextHops ofLiteral(String literal) {
        boolean tagged = literal.startsWith(IPV6);
        String plain = literal.substring(tagged ? IPV6.length() : 1, literal.length() - 1);
        boolean address =
                tagged == plain.contains(":") && AddressLiteral.parse(plain).isPresent();
        // whatever else is tagged, such as [x:1], would be looked up as a name
        if (address && names.addresses(plain, true) instanceof Answer.Found<InetAddress> found) {
            return new NextHops.Found(
                    List.of(new Hop(new RelayUrl(RelayUrl.Schema.SMTP, plain, port), found.records())));
        }
        return new NextHops.Never("550 5.1.2 Not an address: " + literal);
    }

    private NextHops ofExchangers(String domain, List<MXRecord> records) {
        if (records.size() == 1 && target(records.get(0)).isEmpty()) {
            // RFC 7505
            return new NextHops.Never("556 5.1.10 " + domain + " does not accept mail (null MX)");
        }
        List<MXRecord> sorted = new ArrayList<>(records);
        Collections.shuffle(sorted, asJavaUtil());
        sorted.sort(Comparator.comparingInt(MXRecord::getPriority));
        int own = sorted.stream()
                .filter(record -> target(record).equals(ownName))
                .mapToInt(MXRecord::getPriority)
                .min()
                .orElse(Integer.MAX_VALUE);
        List<String> better = sorted.stream()
                .filter(record -> record.getPriority() < own)
                .map(MxHosts::target)
                .toList();
        if (better.isEmpty()) {
            return new NextHops.Never("554 5.4.6 Mail for " + domain + " loops back to myself");
        }
        List<String> hosts = better.stream()
                .filter(host -> !host.isEmpty() && !host.equals("localhost"))
                .limit(MAX_HOSTS)
                .toList();
        return hosts.isEmpty()
                ? new NextHops.Never("550 5.4.4 The exchanger of " + domain + " is localhost")
                : located(domain, hosts);
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

    /** Those hosts that have an address; "nowhere" only if that is certain for all of them. */
    private NextHops located(String domain, List<String> hosts) {
        List<Hop> hops = new ArrayList<>();
        String trouble = "";
        for (String host : hosts) {
            Answer<InetAddress> answer = names.addresses(host, true);
            if (answer instanceof Answer.Found<InetAddress> found) {
                hops.add(new Hop(new RelayUrl(RelayUrl.Schema.SMTP, host, port), found.records()));
            } else if (answer instanceof Answer.Unavailable<InetAddress> unavailable) {
                trouble = unavailable.reason();
            }
        }
        if (!hops.isEmpty()) {
            return new NextHops.Found(hops);
        }
        if (!trouble.isEmpty()) {
            return unavailable(domain, trouble);
        }
        return hosts.contains(domain)
                ? noSuchDomain(domain)
                : new NextHops.Never("550 5.4.4 No exchanger of " + domain + " has an address");
    }

    private static NextHops noSuchDomain(String domain) {
        return new NextHops.Never("550 5.1.2 There is no host or exchanger " + domain);
    }

    private static NextHops unavailable(String domain, String reason) {
        return new NextHops.Later("451 4.4.3 Cannot look up " + domain + ": " + reason);
    }

    /** The one hop of a relay URL. */
    NextHops of(RelayUrl url) {
        Answer<InetAddress> answer = names.addresses(url.host(), false);
        if (answer instanceof Answer.Found<InetAddress> found) {
            return new NextHops.Found(List.of(new Hop(url, found.records())));
        }
        String reason = answer instanceof Answer.Unavailable<InetAddress> unavailable
                ? unavailable.reason()
                : "there is no such host";
        return unavailable(url.host(), reason);
    }
}
