package org.waybill.queue.agent;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.agent.mx.Reply;
import org.waybill.queue.agent.mx.TrustAnchors;
import org.waybill.queue.agent.mx.ValidatedNames;
import org.waybill.queue.core.mx.TextAnswer;
import org.waybill.queue.settings.Settings.HostPort;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Cache;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.NioClient;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TLSARecord;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.hosts.HostsFileParser;
import org.xbill.DNS.lookup.LookupResult;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/**
 * The domain name system, asked with dnsjava: answers are kept as long as their time to live says, chains of aliases are
 * followed up to 16 steps. What the way of mail depends on is validated by DNSSEC, if that is wanted; the search path, the
 * hosts file and the names of clients are not.
 */
public final class NameServers implements AutoCloseable {

    /** Longer than a negative answer of a careless zone should keep mail from a new host. */
    private static final int MAX_NEGATIVE_SECONDS = 300;

    private final LookupSession session;
    private final HostsFileParser hostsFile = new HostsFileParser();
    private final Duration patience;

    @Nullable
    private final ValidatedNames validated;

    private NameServers(LookupSession session, @Nullable ValidatedNames validatedOrNull, Duration patience) {
        this.session = session;
        this.validated = validatedOrNull;
        this.patience = patience;
    }

    /**
     * Opens a resolver with a cache of its own, without DNSSEC.
     *
     * @param servers to ask in this order, empty for the system's
     * @param patience the longest wait for one answer, over all servers and repetitions
     */
    public static NameServers of(List<HostPort> servers, Duration patience) {
        return new NameServers(session(servers, patience), null, patience);
    }

    /**
     * Opens one that validates.
     *
     * @param anchors where trust begins
     * @param strict whether name servers that pass no signatures on are useless; else they are used without DNSSEC
     */
    public static NameServers validating(
            List<HostPort> servers, Duration patience, TrustAnchors anchors, boolean strict, InstantSource clock) {
        List<InetSocketAddress> addresses = servers.isEmpty()
                ? ResolverConfig.getCurrentConfig().servers()
                : servers.stream()
                        .map(server -> new InetSocketAddress(server.host(), server.port()))
                        .toList();
        ValidatedNames names = new ValidatedNames(addresses, patience, anchors, strict, clock);
        return new NameServers(session(servers, patience), names, patience);
    }

    private static LookupSession session(List<HostPort> servers, Duration patience) {
        Cache cache = new Cache(DClass.IN);
        cache.setMaxNCache(MAX_NEGATIVE_SECONDS);
        LookupSession.LookupSessionBuilder builder =
                LookupSession.defaultBuilder().clearCaches().cache(cache);
        if (!servers.isEmpty()) {
            builder.clearSearchPath()
                    .resolver(resolver(
                            servers.stream()
                                    .map(server -> new InetSocketAddress(server.host(), server.port()))
                                    .toList(),
                            patience));
        }
        return builder.build();
    }

    private static Resolver resolver(List<InetSocketAddress> servers, Duration patience) {
        ExtendedResolver resolver =
                new ExtendedResolver(servers.stream().map(SimpleResolver::new).toArray(Resolver[]::new));
        resolver.setTimeout(patience);
        return resolver;
    }

    /** The exchangers of a domain, in no order. */
    DnsAnswer<MXRecord> exchangers(String domain) {
        return ask(domain, Type.MX, MXRecord.class);
    }

    /** The texts of a name, the strings of each joined. */
    DnsAnswer<String> texts(String name) {
        return ask(name, Type.TXT, TXTRecord.class).map(text -> String.join("", text.getStrings()));
    }

    /** The same for those who do not know the DNS. */
    public TextAnswer textAnswer(String name) {
        DnsAnswer<String> answer = texts(name);
        if (answer instanceof DnsAnswer.Unavailable<String> unavailable) {
            return new TextAnswer.Unknown(unavailable.reason());
        }
        return new TextAnswer.Texts(answer instanceof DnsAnswer.Found<String> found ? found.records() : List.of());
    }

    /** The keys of a host, as {@code _25._tcp.mx.example.org} says them. */
    DnsAnswer<TLSARecord> keys(String name) {
        return ask(name, Type.TLSA, TLSARecord.class);
    }

    /** What a name is an alias of in one step, wherever that leads. */
    DnsAnswer<CNAMERecord> alias(String host) {
        return ask(host, Type.CNAME, CNAMERecord.class);
    }

    /**
     * The addresses of a host with the name attached, from the hosts file, else from the name servers: IPv6 first, then the
     * families in turn, so that nobody who tries a few of them has tried one family only.
     *
     * @param host a name or an address
     * @param absolute whether the name is complete; else the system's search path applies
     */
    DnsAnswer<InetAddress> addresses(String host, boolean absolute) {
        if (isAddress(host)) {
            return literal(host);
        }
        List<InetAddress> addresses = new ArrayList<>();
        fromHostsFile(host, Type.AAAA).ifPresent(addresses::add);
        fromHostsFile(host, Type.A).ifPresent(addresses::add);
        if (!addresses.isEmpty()) {
            return new DnsAnswer.Found<>(addresses);
        }
        CompletionStage<DnsAnswer<AAAARecord>> asked = asked(host, absolute, Type.AAAA, AAAARecord.class);
        DnsAnswer<ARecord> four = await(asked(host, absolute, Type.A, ARecord.class));
        DnsAnswer<AAAARecord> six = await(asked);
        // where one of the two could not be had, the other one speaks for the zone
        boolean secure = true;
        String end = "";
        List<InetAddress> sixes = List.of();
        if (six instanceof DnsAnswer.Found<AAAARecord> found) {
            sixes = found.records().stream().map(AAAARecord::getAddress).toList();
            secure = found.secure();
            end = found.end();
        }
        List<InetAddress> fours = List.of();
        if (four instanceof DnsAnswer.Found<ARecord> found) {
            fours = found.records().stream().map(ARecord::getAddress).toList();
            secure &= found.secure();
            end = found.end();
        }
        inTurn(sixes, fours).forEach(address -> addresses.add(named(host, address)));
        return addresses.isEmpty() ? without(four, six) : new DnsAnswer.Found<>(addresses, secure, end);
    }

    private static List<InetAddress> inTurn(List<InetAddress> first, List<InetAddress> second) {
        List<InetAddress> all = new ArrayList<>();
        for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
            if (i < first.size()) {
                all.add(first.get(i));
            }
            if (i < second.size()) {
                all.add(second.get(i));
            }
        }
        return all;
    }

    private <T extends Record> CompletionStage<DnsAnswer<T>> asked(
            String host, boolean absolute, int type, Class<T> kind) {
        try {
            return absolute
                    ? askSecurely(Name.fromString(host, Name.root), type, kind)
                    : askLater(Name.fromString(host), type, kind);
        } catch (TextParseException e) {
            return CompletableFuture.completedStage(new DnsAnswer.NoSuchName<>());
        }
    }

    /** Why there is no address: what could not be found out counts more than what is not there. */
    private static DnsAnswer<InetAddress> without(DnsAnswer<ARecord> four, DnsAnswer<AAAARecord> six) {
        if (four instanceof DnsAnswer.Unavailable<ARecord> unavailable) {
            return new DnsAnswer.Unavailable<>(unavailable.reason(), unavailable.bogus());
        }
        if (six instanceof DnsAnswer.Unavailable<AAAARecord> unavailable) {
            return new DnsAnswer.Unavailable<>(unavailable.reason(), unavailable.bogus());
        }
        return four instanceof DnsAnswer.NoSuchName ? new DnsAnswer.NoSuchName<>() : new DnsAnswer.Empty<>(false);
    }

    /** The names of an address, without waiting for them. */
    CompletionStage<DnsAnswer<PTRRecord>> pointers(InetAddress address) {
        return askLater(ReverseMap.fromAddress(address), Type.PTR, PTRRecord.class);
    }

    /**
     * The addresses that a complete name has in the DNS, without waiting for them.
     *
     * @param kin an address of the family wanted
     */
    CompletionStage<DnsAnswer<InetAddress>> hosts(String host, InetAddress kin) {
        try {
            Name name = Name.fromString(host, Name.root);
            return kin instanceof Inet4Address
                    ? askLater(name, Type.A, ARecord.class).thenApply(answer -> answer.map(ARecord::getAddress))
                    : askLater(name, Type.AAAA, AAAARecord.class)
                            .thenApply(answer -> answer.map(AAAARecord::getAddress));
        } catch (TextParseException e) {
            return CompletableFuture.completedStage(new DnsAnswer.NoSuchName<>());
        }
    }

    /** Whether it is an IPv4 or IPv6 address and no name, so that {@link InetAddress} asks nobody about it. */
    static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    }

    private static DnsAnswer<InetAddress> literal(String address) {
        try {
            return new DnsAnswer.Found<>(List.of(named(address, InetAddress.getByName(address))));
        } catch (UnknownHostException e) {
            return new DnsAnswer.NoSuchName<>();
        }
    }

    private Optional<InetAddress> fromHostsFile(String host, int type) {
        try {
            return hostsFile
                    .getAddressForHost(Name.fromString(host, Name.root), type)
                    .map(address -> named(host, address));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** With the name attached nobody asks for the reverse name, and TLS knows whom to expect. */
    private static InetAddress named(String host, InetAddress address) {
        try {
            return InetAddress.getByAddress(host, address.getAddress());
        } catch (UnknownHostException e) {
            throw new AssertionError("an address has 4 or 16 octets", e);
        }
    }

    private <T extends Record> DnsAnswer<T> ask(String name, int type, Class<T> kind) {
        try {
            return await(askSecurely(Name.fromString(name, Name.root), type, kind));
        } catch (TextParseException e) {
            return new DnsAnswer.NoSuchName<>();
        }
    }

    private <T> DnsAnswer<T> await(CompletionStage<DnsAnswer<T>> question) {
        try {
            return question.toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            return new DnsAnswer.Unavailable<>(String.valueOf(e.getCause()));
        } catch (TimeoutException e) {
            return new DnsAnswer.Unavailable<>("no answer within " + patience.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new DnsAnswer.Unavailable<>("interrupted");
        }
    }

    private <T extends Record> CompletionStage<DnsAnswer<T>> askSecurely(Name name, int type, Class<T> kind) {
        return validated == null
                ? askLater(name, type, kind)
                : validated.ask(name, type).thenCompose(reply -> reply.map(
                                known -> CompletableFuture.completedStage(validated(known, kind)))
                        .orElseGet(() -> askLater(name, type, kind)));
    }

    private static <T extends Record> DnsAnswer<T> validated(Reply reply, Class<T> kind) {
        if (reply instanceof Reply.Unknown unknown) {
            return new DnsAnswer.Unavailable<>(unknown.reason(), unknown.bogus());
        }
        Reply.Known known = (Reply.Known) reply;
        if (!known.exists()) {
            return new DnsAnswer.NoSuchName<>();
        }
        List<T> records = only(known.records(), kind);
        return records.isEmpty()
                ? new DnsAnswer.Empty<>(known.secure())
                : new DnsAnswer.Found<>(records, known.secure(), known.end().toString(true));
    }

    private <T extends Record> CompletionStage<DnsAnswer<T>> askLater(Name name, int type, Class<T> kind) {
        return session.lookupAsync(name, type)
                .handle((result, failure) -> failure == null ? found(result, kind) : missing(failure));
    }

    private static <T extends Record> DnsAnswer<T> found(LookupResult result, Class<T> kind) {
        List<T> records = only(result.getRecords(), kind);
        return records.isEmpty() ? new DnsAnswer.Empty<>(false) : new DnsAnswer.Found<>(records);
    }

    private static <T extends Record> List<T> only(List<Record> records, Class<T> kind) {
        return records.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static <T> DnsAnswer<T> missing(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof NoSuchDomainException) {
            return new DnsAnswer.NoSuchName<>();
        }
        return cause instanceof NoSuchRRSetException
                ? new DnsAnswer.Empty<>(false)
                : new DnsAnswer.Unavailable<>(String.valueOf(cause));
    }

    /** Ends the one thread that dnsjava keeps for all resolvers; without it an undeployed application would not unload. */
    @Override
    public void close() {
        NioClient.close();
    }
}
