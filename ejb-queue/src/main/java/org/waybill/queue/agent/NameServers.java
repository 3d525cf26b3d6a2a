package org.waybill.queue.agent;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.waybill.queue.settings.Settings.HostPort;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Cache;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.NioClient;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.hosts.HostsFileParser;
import org.xbill.DNS.lookup.LookupResult;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/**
 * The domain name system, asked with dnsjava: answers are kept as long as their time to live says, chains of aliases are
 * followed up to 16 steps.
 */
public final class NameServers implements AutoCloseable {

    /** Longer than a negative answer of a careless zone should keep mail from a new host. */
    private static final int MAX_NEGATIVE_SECONDS = 300;

    private final LookupSession session;
    private final HostsFileParser hostsFile = new HostsFileParser();
    private final Duration patience;

    private NameServers(LookupSession session, Duration patience) {
        this.session = session;
        this.patience = patience;
    }

    /**
     * Opens a resolver with a cache of its own.
     *
     * @param servers to ask in this order, empty for the system's
     * @param patience the longest wait for one answer, over all servers and repetitions
     */
    public static NameServers of(List<HostPort> servers, Duration patience) {
        Cache cache = new Cache(DClass.IN);
        cache.setMaxNCache(MAX_NEGATIVE_SECONDS);
        LookupSession.LookupSessionBuilder builder =
                LookupSession.defaultBuilder().clearCaches().cache(cache);
        if (!servers.isEmpty()) {
            builder.clearSearchPath().resolver(resolver(servers, patience));
        }
        return new NameServers(builder.build(), patience);
    }

    private static Resolver resolver(List<HostPort> servers, Duration patience) {
        List<Resolver> resolvers = new ArrayList<>();
        for (HostPort server : servers) {
            resolvers.add(new SimpleResolver(new InetSocketAddress(server.host(), server.port())));
        }
        ExtendedResolver resolver = new ExtendedResolver(resolvers);
        resolver.setTimeout(patience);
        return resolver;
    }

    /** An answer. "Not there" is never a guess. */
    sealed interface Answer<T> {

        /** @param records at least one */
        record Found<T>(List<T> records) implements Answer<T> {}

        /** The name exists, without such records. */
        record Empty<T>() implements Answer<T> {}

        /** The name does not exist. */
        record NoSuchName<T>() implements Answer<T> {}

        /** @param reason for the history */
        record Unavailable<T>(String reason) implements Answer<T> {}

        /** The same of each record. */
        default <U> Answer<U> map(Function<T, U> mapping) {
            if (this instanceof Found<T> found) {
                return new Found<>(found.records().stream().map(mapping).toList());
            } else if (this instanceof Unavailable<T> unavailable) {
                return new Unavailable<>(unavailable.reason());
            }
            return this instanceof Empty<T> ? new Empty<>() : new NoSuchName<>();
        }
    }

    /** The exchangers of a domain, in no order. */
    Answer<MXRecord> exchangers(String domain) {
        return ask(domain + ".", Type.MX, MXRecord.class);
    }

    /**
     * The addresses of a host, IPv6 first, with the name attached: from the hosts file, else from the name servers.
     *
     * @param host a name or an address
     * @param absolute whether the name is complete; else the system's search path applies
     */
    Answer<InetAddress> addresses(String host, boolean absolute) {
        if (isAddress(host)) {
            return literal(host);
        }
        List<InetAddress> addresses = new ArrayList<>();
        fromHostsFile(host, Type.AAAA).ifPresent(addresses::add);
        fromHostsFile(host, Type.A).ifPresent(addresses::add);
        if (!addresses.isEmpty()) {
            return new Answer.Found<>(addresses);
        }
        String name = absolute && !host.endsWith(".") ? host + "." : host;
        Answer<AAAARecord> six = ask(name, Type.AAAA, AAAARecord.class);
        Answer<ARecord> four = ask(name, Type.A, ARecord.class);
        if (six instanceof Answer.Found<AAAARecord> found) {
            found.records().forEach(address -> addresses.add(named(host, address.getAddress())));
        }
        if (four instanceof Answer.Found<ARecord> found) {
            found.records().forEach(address -> addresses.add(named(host, address.getAddress())));
        }
        return addresses.isEmpty() ? without(four, six) : new Answer.Found<>(addresses);
    }

    /** Why there is no address: what could not be found out counts more than what is not there. */
    private static Answer<InetAddress> without(Answer<ARecord> four, Answer<AAAARecord> six) {
        if (four instanceof Answer.Unavailable<ARecord> unavailable) {
            return new Answer.Unavailable<>(unavailable.reason());
        }
        if (six instanceof Answer.Unavailable<AAAARecord> unavailable) {
            return new Answer.Unavailable<>(unavailable.reason());
        }
        return four instanceof Answer.NoSuchName ? new Answer.NoSuchName<>() : new Answer.Empty<>();
    }

    /** The names of an address, without waiting for them. */
    CompletionStage<Answer<PTRRecord>> pointers(InetAddress address) {
        return askLater(ReverseMap.fromAddress(address), Type.PTR, PTRRecord.class);
    }

    /**
     * The addresses that a complete name has in the DNS, without waiting for them.
     *
     * @param kin an address of the family wanted
     */
    CompletionStage<Answer<InetAddress>> hosts(String host, InetAddress kin) {
        try {
            Name name = Name.fromString(host, Name.root);
            return kin instanceof Inet4Address
                    ? askLater(name, Type.A, ARecord.class).thenApply(answer -> answer.map(ARecord::getAddress))
                    : askLater(name, Type.AAAA, AAAARecord.class)
                            .thenApply(answer -> answer.map(AAAARecord::getAddress));
        } catch (TextParseException e) {
            return CompletableFuture.completedStage(new Answer.NoSuchName<>());
        }
    }

    /** Whether it is an IPv4 or IPv6 address and no name, so that {@link InetAddress} asks nobody about it. */
    static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    }

    private static Answer<InetAddress> literal(String address) {
        try {
            return new Answer.Found<>(List.of(named(address, InetAddress.getByName(address))));
        } catch (UnknownHostException e) {
            return new Answer.NoSuchName<>();
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

    private <T extends Record> Answer<T> ask(String name, int type, Class<T> kind) {
        try {
            return await(askLater(Name.fromString(name), type, kind));
        } catch (TextParseException e) {
            return new Answer.NoSuchName<>();
        }
    }

    private <T> Answer<T> await(CompletionStage<Answer<T>> question) {
        try {
            return question.toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            return new Answer.Unavailable<>(String.valueOf(e.getCause()));
        } catch (TimeoutException e) {
            return new Answer.Unavailable<>("no answer within " + patience.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Unavailable<>("interrupted");
        }
    }

    private <T extends Record> CompletionStage<Answer<T>> askLater(Name name, int type, Class<T> kind) {
        return session.lookupAsync(name, type)
                .handle((result, failure) -> failure == null ? found(result, kind) : missing(failure));
    }

    private static <T extends Record> Answer<T> found(LookupResult result, Class<T> kind) {
        List<T> records = result.getRecords().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
        return records.isEmpty() ? new Answer.Empty<>() : new Answer.Found<>(records);
    }

    private static <T> Answer<T> missing(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof NoSuchDomainException) {
            return new Answer.NoSuchName<>();
        }
        return cause instanceof NoSuchRRSetException
                ? new Answer.Empty<>()
                : new Answer.Unavailable<>(String.valueOf(cause));
    }

    /** Ends the one thread that dnsjava keeps for all resolvers; without it an undeployed application would not unload. */
    @Override
    public void close() {
        NioClient.close();
    }
}
