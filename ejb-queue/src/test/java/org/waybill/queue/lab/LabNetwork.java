package org.waybill.queue.lab;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.agent.NameServers;
import org.waybill.queue.agent.TestNameServer;
import org.waybill.queue.agent.client.Dialer;

/**
 * The world around the server, as the cases describe their laboratory: names, and remote servers, which really listen on
 * free ports of the loopback interface. One for all cases; {@link #begin} makes it as it was.
 */
final class LabNetwork implements AutoCloseable, Dialer {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String LMTP_SERVER = "10.9.0.13";

    private static final List<String> ZONE = List.of(
            "mx.seed.test. A 10.9.0.1",
            "relay1.test. A 10.9.0.10",
            "relay2.test. A 10.9.0.11",
            "relay3.test. A 10.9.0.12",
            "mx1.dest.test. A 10.9.0.10",
            "mx2.dest.test. A 10.9.0.11",
            "nomx.test. A 10.9.0.12",
            "down.test. A 10.9.0.20",
            "lmtp.test. A " + LMTP_SERVER,
            "client.good.test. A 10.9.0.2",
            "bad.test. A 10.9.0.99",
            "2.0.9.10.in-addr.arpa. PTR client.good.test.",
            "3.0.9.10.in-addr.arpa. PTR bad.test.",
            "dest.test. MX 10 mx1.dest.test.",
            "dest.test. MX 20 mx2.dest.test.",
            "dead.test. MX 10 down.test.",
            "dead.test. MX 20 mx2.dest.test.",
            "nullmx.test. MX 0 .",
            "lhmx.test. MX 10 localhost.",
            "backup.test. MX 10 mx1.dest.test.",
            "backup.test. MX 20 mx.seed.test.",
            "backup.test. MX 30 relay3.test.",
            "allbackup.test. MX 10 down.test.",
            "allbackup.test. MX 20 mx.seed.test.",
            "allbackup.test. MX 30 mx2.dest.test.",
            "bounce.test. MX 10 mx1.dest.test.",
            "other.test. MX 10 mx1.dest.test.",
            "servfail.test. FAIL");

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
    private final TestNameServer nameServer = new TestNameServer(ZONE.toArray(String[]::new));
    private final NameServers names = NameServers.of(List.of(nameServer.address()), PATIENCE);
    private final Map<String, Sink> sinks = new LinkedHashMap<>();
    private final List<Sink.Arrival> arrivals = new CopyOnWriteArrayList<>();
    private final LabKeys keys;
    private volatile Map<String, Sink.Manners> manners = Map.of();

    /** @param directory for key stores */
    LabNetwork(Path directory) throws IOException, GeneralSecurityException {
        keys = LabKeys.make(
                directory,
                List.of("mx.seed.test", "relay1.test", "relay2.test", "relay3.test", "mx1.dest.test", "mx2.dest.test"));
        SSLContext context = keys.server();
        for (String place : places()) {
            sinks.put(place, new Sink(place, context, () -> manners(place), arrivals::add));
        }
    }

    private static List<String> places() {
        List<String> places = new ArrayList<>(List.of(LMTP_SERVER + ":24"));
        for (String host : List.of("10.9.0.10", "10.9.0.11", "10.9.0.12", "10.9.0.14")) {
            Stream.of("25", "2525", "587", "465").forEach(port -> places.add(host + ":" + port));
        }
        return places;
    }

    private Sink.Manners manners(String place) {
        String host = place.substring(0, place.indexOf(':'));
        return Stream.of(place, host, "*")
                .filter(manners::containsKey)
                .findFirst()
                .map(key -> Objects.requireNonNull(manners.get(key)))
                .orElse(Sink.Manners.PLAIN);
    }

    /** Forgets what arrived, and makes the remote servers behave as a case says. */
    void begin(Map<String, Sink.Manners> newManners) {
        manners = newManners;
        arrivals.clear();
    }

    List<Sink.Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    /** To the remote servers; there is nobody else. */
    @Override
    public void connect(Socket socket, @Nullable InetAddress sourceOrNull, InetSocketAddress remote, Duration patience)
            throws IOException {
        Sink sink = sinks.get(remote.getAddress().getHostAddress() + ":" + remote.getPort());
        if (sink == null) {
            throw new ConnectException("Connection refused");
        }
        InetAddress source = sourceOrNull == null ? null : moved(sourceOrNull, 127);
        Dialer.TCP.connect(socket, source, sink.address(), patience);
    }

    /** An address of the cases has its twin on the loopback interface: 10.9.0.5 is 127.9.0.5. */
    private static InetAddress moved(InetAddress address, int first) throws UnknownHostException {
        byte[] octets = address.getAddress();
        octets[0] = (byte) first;
        return InetAddress.getByAddress(octets);
    }

    /** Who a caller stands for. */
    static String caller(InetAddress peer) throws UnknownHostException {
        return peer.getHostAddress().startsWith("127.9.") ? moved(peer, 10).getHostAddress() : peer.getHostAddress();
    }

    EventLoopGroup loops() {
        return loops;
    }

    ExecutorService threads() {
        return threads;
    }

    ScheduledExecutorService watchdog() {
        return watchdog;
    }

    NameServers names() {
        return names;
    }

    LabKeys keys() {
        return keys;
    }

    @Override
    public void close() throws IOException {
        for (Sink sink : sinks.values()) {
            sink.close();
        }
        names.close();
        nameServer.close();
        loops.shutdownGracefully(0, 30, TimeUnit.SECONDS).syncUninterruptibly();
        watchdog.shutdownNow();
        threads.shutdownNow();
    }
}
