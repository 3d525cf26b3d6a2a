package org.waybill.queue.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.agent.NextHops.Hop;
import org.waybill.queue.core.mx.TlsPolicy;
import org.waybill.queue.core.relay.RelayTarget.Exchangers;
import org.waybill.queue.core.relay.RouteLimits;
import org.waybill.queue.core.relay.TlsTerms;

class MxHostsTest {

    private final TestNameServer server = new TestNameServer(
            "two.test. MX 20 b.two.test.",
            "two.test. MX 10 a.two.test.",
            "a.two.test. A 192.0.2.1",
            "b.two.test. A 192.0.2.2",
            "b.two.test. AAAA 2001:db8::2",
            "bare.test. A 192.0.2.3",
            "six.test. AAAA 2001:db8::3",
            "both.test. A 192.0.2.5",
            "both.test. A 192.0.2.6",
            "both.test. AAAA 2001:db8::5",
            "both.test. AAAA 2001:db8::6",
            "both.test. AAAA 2001:db8::7",
            "fours.test. A 192.0.2.7",
            "fours.test. A 192.0.2.8",
            "fours.test. AAAA 2001:db8::8",
            "empty.test. TXT nothing",
            "null.test. MX 0 .",
            "mixed-null.test. MX 0 .",
            "mixed-null.test. MX 5 a.two.test.",
            "broken.test. FAIL",
            "local.test. MX 10 localhost.",
            "half-local.test. MX 10 localhost.",
            "half-local.test. MX 20 a.two.test.",
            "nowhere.test. MX 10 absent.two.test.",
            "half-nowhere.test. MX 10 absent.two.test.",
            "half-nowhere.test. MX 20 a.two.test.",
            "unsure.test. MX 10 absent.two.test.",
            "unsure.test. MX 20 broken.test.",
            "us-first.test. MX 10 MX.waybill.test.",
            "us-first.test. MX 20 a.two.test.",
            "us-second.test. MX 10 a.two.test.",
            "us-second.test. MX 20 mx.waybill.test.",
            "us-second.test. MX 20 b.two.test.",
            "us-second.test. MX 30 b.two.test.",
            "alias.test. CNAME two.test.",
            "alias-mx.test. MX 10 alias-host.test.",
            "alias-host.test. CNAME a.two.test.",
            "loop.test. CNAME loop.test.");

    private final MxHosts hosts = hosts(1);

    MxHostsTest() throws Exception {}

    private MxHosts hosts(long seed) {
        NameServers names = NameServers.of(List.of(server.address()), Duration.ofSeconds(20));
        return new MxHosts(names, "mx.waybill.test", 2525, new Random(seed));
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    private static String text(NextHops next) {
        if (next instanceof NextHops.Found found) {
            return found.hops().stream().map(MxHostsTest::text).collect(Collectors.joining(", "));
        }
        return next instanceof NextHops.Never never ? never.reply() : ((NextHops.Later) next).reply();
    }

    private static String text(Hop hop) {
        String addresses = hop.addresses().stream()
                .map(address -> address.getHostAddress())
                .collect(Collectors.joining(" "));
        return hop.url() + " [" + addresses + "]";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            two.test          | smtp://a.two.test:2525 [192.0.2.1], smtp://b.two.test:2525 [2001:db8:0:0:0:0:0:2 192.0.2.2]
            bare.test         | smtp://bare.test:2525 [192.0.2.3]
            six.test          | smtp://six.test:2525 [2001:db8:0:0:0:0:0:3]
            both.test         | smtp://both.test:2525 [2001:db8:0:0:0:0:0:5 192.0.2.5 2001:db8:0:0:0:0:0:6 192.0.2.6 2001:db8:0:0:0:0:0:7]
            fours.test        | smtp://fours.test:2525 [2001:db8:0:0:0:0:0:8 192.0.2.7 192.0.2.8]
            empty.test        | 550 5.1.2 There is no host or exchanger empty.test
            absent.test       | 550 5.1.2 There is no host or exchanger absent.test
            null.test         | 556 5.1.10 null.test does not accept mail (null MX)
            mixed-null.test   | smtp://a.two.test:2525 [192.0.2.1]
            local.test        | 550 5.4.4 The exchanger of local.test is localhost
            half-local.test   | smtp://a.two.test:2525 [192.0.2.1]
            nowhere.test      | 550 5.4.4 No exchanger of nowhere.test has an address
            half-nowhere.test | smtp://a.two.test:2525 [192.0.2.1]
            us-first.test     | 554 5.4.6 Mail for us-first.test loops back to myself
            us-second.test    | smtp://a.two.test:2525 [192.0.2.1]
            alias.test        | smtp://a.two.test:2525 [192.0.2.1], smtp://b.two.test:2525 [2001:db8:0:0:0:0:0:2 192.0.2.2]
            alias-mx.test     | smtp://alias-host.test:2525 [192.0.2.1]
            [192.0.2.9]       | smtp://192.0.2.9:2525 [192.0.2.9]
            [ipv6:2001:db8::9]| smtp://[2001:db8::9]:2525 [2001:db8:0:0:0:0:0:9]
            [2001:db8::9]     | 550 5.1.2 Not an address: [2001:db8::9]
            [ipv6:192.0.2.9]  | 550 5.1.2 Not an address: [ipv6:192.0.2.9]
            [x:1]             | 550 5.1.2 Not an address: [x:1]
            [fe80::1%lo]      | 550 5.1.2 Not an address: [fe80::1%lo]
            [what]            | 550 5.1.2 Not an address: [what]
            [999.1.1.1]       | 550 5.1.2 Not an address: [999.1.1.1]
            """)
    void findsHostsByTheTable(String domain, String expected) {
        assertEquals(expected, text(Lookups.exchangers(hosts, domain)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
            us-second.test |              | smtp://a.two.test:2525 [192.0.2.1]
            us-second.test | B.two.test   | smtp://a.two.test:2525 [192.0.2.1]
            two.test       | b.two.test   | smtp://a.two.test:2525 [192.0.2.1]
            two.test       |              | smtp://a.two.test:2525 [192.0.2.1], smtp://b.two.test:2525 [2001:db8:0:0:0:0:0:2 192.0.2.2]
            two.test       | a.two.test   | 451 4.4.4 No exchanger of two.test is preferred to the backup
            us-first.test  |              | 451 4.4.4 No exchanger of us-first.test is preferred to the backup
            bare.test      | b.two.test   | smtp://bare.test:2525 [192.0.2.3]
            """)
    void aBackupUsesExchangersPreferredToIt(String domain, String ourName, String expected) {
        Exchangers backup = new Exchangers(true, ourName == null ? "" : ourName);
        assertEquals(expected, text(Lookups.exchangers(hosts, domain, backup, RouteLimits.STANDARD.families())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            two.test         | INET6 | smtp://b.two.test:2525 [2001:db8:0:0:0:0:0:2]
            two.test         | INET4 | smtp://a.two.test:2525 [192.0.2.1], smtp://b.two.test:2525 [192.0.2.2]
            bare.test        | INET6 | 451 4.4.4 bare.test has no address of a family that may be used
            [192.0.2.9]      | INET6 | 451 4.4.4 [192.0.2.9] is of no family that may be used
            """)
    void usesAddressesOfTheFamiliesAllowed(String domain, RouteLimits.Family family, String expected) {
        assertEquals(expected, text(Lookups.exchangers(hosts, domain, Exchangers.ALL, List.of(family))));
    }

    @Test
    void saysTheTermsOfPlainHosts() {
        Hop hop =
                ((NextHops.Found) Lookups.exchangers(hosts, "two.test")).hops().get(0);
        assertEquals(new TlsTerms.IfOffered(), hop.terms());
        assertEquals("opportunistic", hop.grounds().why());
        assertEquals(TlsPolicy.none("two.test"), hop.grounds().policy().orElseThrow());
        assertEquals(10, hop.preference());
    }

    @ParameterizedTest
    @CsvSource({"broken.test", "unsure.test", "loop.test"})
    void waitsForWhatCannotBeLookedUp(String domain) {
        NextHops.Later later = assertInstanceOf(NextHops.Later.class, Lookups.exchangers(hosts, domain));
        assertTrue(later.reply().startsWith("451 4.4.3 Cannot look up " + domain + ": "), later.reply());
    }

    @Test
    void waitsForASilentServer() throws Exception {
        try (TestNameServer silent = new TestNameServer("silent.test. SILENT")) {
            NameServers names = NameServers.of(List.of(silent.address()), Duration.ofMillis(300));
            NextHops next = Lookups.exchangers(new MxHosts(names, "mx.waybill.test", 25, new Random(1)), "silent.test");
            assertInstanceOf(NextHops.Later.class, next, text(next));
        }
    }

    @Test
    void shufflesEqualPreferencesOnly() throws Exception {
        try (TestNameServer equal = new TestNameServer(
                "even.test. MX 10 a.even.test.",
                "even.test. MX 10 b.even.test.",
                "even.test. MX 20 c.even.test.",
                "a.even.test. A 192.0.2.1",
                "b.even.test. A 192.0.2.2",
                "c.even.test. A 192.0.2.3")) {
            NameServers names = NameServers.of(List.of(equal.address()), Duration.ofSeconds(20));
            MxHosts shuffled = new MxHosts(names, "mx.waybill.test", 25, new Random(7));
            Set<String> seen = new TreeSet<>();
            for (int i = 0; i < 50; i++) {
                seen.add(text(Lookups.exchangers(shuffled, "even.test")));
            }
            String a = "smtp://a.even.test [192.0.2.1], ";
            String b = "smtp://b.even.test [192.0.2.2], ";
            String c = "smtp://c.even.test [192.0.2.3]";
            assertEquals(Set.of(a + b + c, b + a + c), seen);
        }
    }

    @Test
    void asksOnceWhileTheAnswerLives() {
        Lookups.exchangers(hosts, "two.test");
        Lookups.exchangers(hosts, "two.test");
        assertEquals(1, server.questions.stream().filter("two.test. MX"::equals).count(), server.questions.toString());
    }

    @Test
    void triesTenExchangersAtMost() throws Exception {
        String[] zone = IntStream.range(0, 30)
                .boxed()
                .flatMap(i ->
                        List.of("many.test. MX " + i + " h" + i + ".many.test.", "h" + i + ".many.test. A 192.0.2.1")
                                .stream())
                .toArray(String[]::new);
        try (TestNameServer many = new TestNameServer(zone)) {
            NameServers names = NameServers.of(List.of(many.address()), Duration.ofSeconds(20));
            NextHops next = Lookups.exchangers(new MxHosts(names, "mx.waybill.test", 25, new Random(1)), "many.test");
            assertEquals(10, ((NextHops.Found) next).hops().size(), text(next));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            tls://a.two.test:587 | tls://a.two.test:587 [192.0.2.1]
            smtp://127.0.0.1:99  | smtp://127.0.0.1:99 [127.0.0.1]
            smtp://[::1]         | smtp://[::1] [0:0:0:0:0:0:0:1]
            smtp://absent.test   | 451 4.4.3 Cannot look up absent.test: there is no such host
            """)
    void findsTheHostOfAUrlOrWaits(String url, String expected) {
        assertEquals(expected, text(Lookups.host(hosts, url)));
    }

    @Test
    void attachesTheNameToTheAddressForTls() {
        NextHops.Found found = (NextHops.Found) Lookups.host(hosts, "tls://a.two.test");
        assertEquals("a.two.test", found.hops().get(0).addresses().get(0).getHostName());
    }
}
