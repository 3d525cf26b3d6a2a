package org.waybill.queue.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InterfaceAddressesTest {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Set<InetAddress> system = new HashSet<>();
    private final InterfaceAddresses addresses = new InterfaceAddresses(new TestClock(), () -> Set.copyOf(system));

    @Test
    void knowsTheLoopbackOfThisMachine() throws UnknownHostException {
        InterfaceAddresses own = new InterfaceAddresses(Clock.systemUTC());
        assertTrue(own.contains(InetAddress.getLoopbackAddress()));
        assertFalse(own.contains(InetAddress.getByName("192.0.2.1")));
    }

    @Test
    void noticesANewAddressWhenItsListIsNoLongerFresh() throws UnknownHostException {
        InetAddress added = InetAddress.getByName("192.0.2.1");
        assertFalse(addresses.contains(added));
        system.add(added);
        now = now.plus(InterfaceAddresses.FRESH).minusNanos(1);
        assertFalse(addresses.contains(added));
        now = now.plus(Duration.ofNanos(1));
        assertTrue(addresses.contains(added));
    }

    @Test
    void doesNotSayNoWhenItCannotTell() {
        InterfaceAddresses blind = new InterfaceAddresses(new TestClock(), () -> {
            throw new SocketException("test");
        });
        UncheckedIOException failure = assertThrows(UncheckedIOException.class, blind::addresses);
        assertEquals("this machine's addresses cannot be listed", failure.getMessage());
    }

    private final class TestClock extends Clock {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
