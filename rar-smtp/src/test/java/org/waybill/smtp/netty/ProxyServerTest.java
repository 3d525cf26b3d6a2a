package org.waybill.smtp.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waybill.smtp.Network;
import org.waybill.smtp.Peer;
import org.waybill.smtp.conversation.Conversations;
import org.waybill.smtp.conversation.FakeApplication;
import org.waybill.smtp.listener.ListenerSpec;
import org.waybill.smtp.listener.SessionLimits;
import org.waybill.smtp.listener.TlsMode;
import org.waybill.smtp.listener.TlsPolicy;
import org.waybill.smtp.listener.TrustedSources;

/** What a proxy says, in the two versions of its protocol. */
class ProxyServerTest {

    private static final String V2 = "0d0a0d0a000d0a515549540a";
    private static final String FROM_V4 = V2 + "2111000c" + "c0000201" + "c6336407" + "04d2" + "0019";
    private static final String FROM_V6 =
            V2 + "21210024" + "20010db8000000000000000000000001" + "20010db8000000000000000000000002" + "04d20019";
    private static final String LOCAL = V2 + "20000000";

    private final Path directory;
    private final TestServer test;

    ProxyServerTest(@TempDir Path directory) {
        this.directory = directory;
        this.test = new TestServer(directory);
    }

    @AfterEach
    void closeServer() {
        test.close();
    }

    private static ListenerSpec spec(String proxies) {
        return TestServer.spec().withTrusted(new TrustedSources(List.of(Network.parse(proxies)), List.of()));
    }

    private static byte[] v1(String header) {
        return ("PROXY " + header + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] hex(String octets) {
        return HexFormat.of().parseHex(octets);
    }

    private Peer peerOf(WireClient client) throws IOException {
        client.hears("220");
        client.say("EHLO client.example").hears("250 HELP");
        client.say("MAIL FROM:<anna@client.example>").hears("250");
        client.say("RCPT TO:<otto@example.org>").hears("250");
        return test.application.requests().get(0).peer();
    }

    // ---- who it is

    @ParameterizedTest
    @CsvSource({
        "TCP4 192.0.2.1 198.51.100.7 1234 25, 192.0.2.1, 198.51.100.7",
        "TCP6 2001:db8::1 2001:db8::2 1234 25, 2001:db8::1, 2001:db8::2",
        "TCP6 ::ffff:192.0.2.1 ::ffff:198.51.100.7 1234 25, 192.0.2.1, 198.51.100.7",
        "UNKNOWN, 127.0.0.1, 127.0.0.1",
        "UNKNOWN ::1 ::1 1 2, 127.0.0.1, 127.0.0.1"
    })
    void believesVersion1(String header, String client, String here) throws IOException {
        assertPeer(v1(header), client, here);
    }

    @ParameterizedTest
    @CsvSource({
        FROM_V4 + ", 192.0.2.1, 198.51.100.7",
        FROM_V6 + ", 2001:db8::1, 2001:db8::2",
        V2 + "21110011" + "c0000201c633640704d20019" + "0400020000, 192.0.2.1, 198.51.100.7", // with a NOOP behind it
        LOCAL + ", 127.0.0.1, 127.0.0.1",
        V2 + "2011000cc0000201c633640704d20019, 127.0.0.1, 127.0.0.1",
        V2 + "2112000cc0000201c633640704d20019, 127.0.0.1, 127.0.0.1" // of a datagram
    })
    void believesVersion2(String header, String client, String here) throws IOException {
        assertPeer(hex(header), client, here);
    }

    private void assertPeer(byte[] header, String client, String here) throws IOException {
        try (WireClient proxy = new WireClient(test.open(spec("127.0.0.0/8")))) {
            Peer peer = peerOf(proxy.say(header));
            assertEquals(InetAddress.getByName(client), peer.address());
            assertEquals(InetAddress.getByName(here), peer.listenerAddress());
            assertEquals("tag", peer.tag());
        }
    }

    @Test
    void readsTheHeaderBeforeTls() throws Exception {
        TestKeys keys = TestKeys.make(directory, "mx.example.org");
        ListenerSpec spec = spec("127.0.0.0/8").withTls(new TlsPolicy(TlsMode.IMPLICIT, List.of(keys.identity())));
        try (WireClient proxy = new WireClient(test.open(spec))) {
            proxy.say(hex(FROM_V4));
            proxy.startTls(keys.client(), "mx.example.org");
            assertEquals(InetAddress.getByName("192.0.2.1"), peerOf(proxy).address());
        }
    }

    @Test
    void believesNobodyElse() throws IOException {
        try (WireClient client = new WireClient(test.open(spec("192.0.2.0/24")))) {
            client.hears("220");
            client.say(v1("TCP4 192.0.2.1 198.51.100.7 1234 25")).hears("500 5.5.1");
        }
    }

    // ---- who it is not

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EHLO client.example\r\n",
                "PROXY TCP4 192.0.2.1\r\n",
                "PROXY TCP4 mx.example.org 198.51.100.7 1 25\r\n",
                "PROXY TCP4 192.0.2.1 198.51.100.7 1 70000\r\n",
                "\r\n\r\n\0\r\nQUIT\n\u0011\u0011\0\f............"
            })
    void closesWithoutAWordWhatBeginsOtherwise(String octets) throws IOException {
        try (WireClient client = new WireClient(test.open(spec("0.0.0.0/0")))) {
            client.say(octets.getBytes(StandardCharsets.ISO_8859_1));
            client.hearsTheEnd();
        }
    }

    private static WireTap waiting() {
        ServerLoad load = new ServerLoad();
        SessionLimits limits = Conversations.limits();
        ListenerSpec spec = spec("127.0.0.0/8");
        SessionPlace place =
                new SessionPlace(load.census(), new SessionCensus(), limits, spec.caps(), WireTap.PEER.address());
        place.take();
        SpoolSpace spool = new SpoolSpace(Path.of("none"), 0, Runnable::run, Clock.systemUTC());
        SessionSetup setup = WireTap.setup(spec, limits, new FakeApplication(), spool, load);
        WireTap tap = new WireTap(new ProxyFirst(setup, WireTap.PEER, place));
        tap.channel.freezeTime();
        return tap;
    }

    @Test
    void waitsForFiveSeconds() {
        try (WireTap tap = waiting()) {
            tap.say("PROXY TCP4 ".getBytes(StandardCharsets.US_ASCII));
            tap.pass(4, TimeUnit.SECONDS);
            assertFalse(tap.closed());
            tap.pass(1, TimeUnit.SECONDS);
            assertTrue(tap.closed());
            assertEquals("", tap.heard());
        }
    }

    @Test
    void stopsWaitingWithTheHeader() {
        try (WireTap tap = waiting()) {
            tap.say(v1("TCP4 192.0.2.1 198.51.100.7 1234 25"));
            tap.pass(1, TimeUnit.MINUTES);
            assertTrue(tap.heard().startsWith("220"));
            assertFalse(tap.closed());
        }
    }

    /** A version that does not exist; a length that is a lie; a line without end. */
    @ParameterizedTest
    @ValueSource(strings = {V2 + "ff11000c", V2 + "2111ffff", "50524f5859205443503420"})
    void gathersNoEndlessHeader(String beginning) {
        try (WireTap tap = waiting()) {
            tap.say(hex(beginning));
            assertFalse(tap.closed());
            tap.say(new byte[20_000]);
            assertTrue(tap.closed());
        }
    }

    @Test
    void leavesWhenTheServerStops() {
        try (WireTap tap = waiting()) {
            tap.channel.pipeline().fireUserEventTriggered(SmtpPipeline.Signal.DRAIN);
            assertTrue(tap.closed());
        }
    }

    // ---- what follows

    @Test
    void countsClientsAndNotProxies() throws IOException {
        SessionLimits usual = Conversations.limits();
        InetSocketAddress address = test.open(spec("127.0.0.0/8").withCaps(new ListenerSpec.Caps(9, 1)), usual);
        try (WireClient first = new WireClient(address)) {
            first.say(v1("TCP4 192.0.2.1 198.51.100.7 1 25")).hears("220");
            try (WireClient second = new WireClient(address);
                    WireClient same = new WireClient(address)) {
                second.say(v1("TCP4 192.0.2.2 198.51.100.7 1 25")).hears("220");
                same.say(v1("TCP4 192.0.2.1 198.51.100.7 1 25")).hears("421 4.7.0");
                same.hearsTheEnd();
            }
            first.say("QUIT").hears("221");
            first.hearsTheEnd();
        }
        // the server hears of the end a little later than the client
        boolean admitted = false;
        for (int attempt = 0; attempt < 1_000 && !admitted; attempt++) {
            try (WireClient again = new WireClient(address)) {
                String reply = again.say(v1("TCP4 192.0.2.1 198.51.100.7 1 25")).hears("");
                admitted = reply.startsWith("220");
            }
        }
        assertTrue(admitted);
    }

    @Test
    void turnsAClientAwayThatTalksBeforeTheGreeting() throws IOException {
        String both = "PROXY TCP4 192.0.2.1 198.51.100.7 1 25\r\nEHLO client.example\r\n";
        try (WireClient client = new WireClient(test.open(spec("127.0.0.0/8")))) {
            client.say(both.getBytes(StandardCharsets.US_ASCII));
            client.hears("554 5.5.1");
            client.hearsTheEnd();
        }
        assertEquals(List.of(), test.application.requests());
    }
}
