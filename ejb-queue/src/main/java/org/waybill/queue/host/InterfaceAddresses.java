package org.waybill.queue.host;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.waybill.queue.core.rules.LocalAddresses;

/**
 * The addresses of this machine's network interfaces. Asking the system takes longer than a rule should, so an answer
 * holds for {@link #FRESH}; an address that was added or removed counts from then on.
 */
public final class InterfaceAddresses implements LocalAddresses {

    static final Duration FRESH = Duration.ofSeconds(10);

    private final Clock clock;
    private final Interfaces interfaces;
    private volatile Snapshot snapshot = new Snapshot(Set.of(), Instant.MIN);

    /** Asks the system. */
    public InterfaceAddresses(Clock clock) {
        this(clock, InterfaceAddresses::ofThisMachine);
    }

    InterfaceAddresses(Clock clock, Interfaces interfaces) {
        this.clock = clock;
        this.interfaces = interfaces;
    }

    @Override
    public boolean contains(InetAddress address) {
        return addresses().contains(address);
    }

    /**
     * All addresses of this machine, loopback included.
     *
     * @throws UncheckedIOException if the system does not tell
     */
    public Set<InetAddress> addresses() {
        Snapshot latest = snapshot;
        Instant now = clock.instant();
        if (!now.isBefore(latest.until())) {
            try {
                latest = new Snapshot(interfaces.addresses(), now.plus(FRESH));
            } catch (SocketException e) {
                throw new UncheckedIOException("this machine's addresses cannot be listed", e);
            }
            snapshot = latest;
        }
        return latest.addresses();
    }

    private static Set<InetAddress> ofThisMachine() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The system's list, as a test may replace it. */
    interface Interfaces {
        Set<InetAddress> addresses() throws SocketException;
    }

    private record Snapshot(Set<InetAddress> addresses, Instant until) {}
}
