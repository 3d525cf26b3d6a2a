package org.waybill.queue.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.agent.mx.TrustAnchors;
import org.waybill.queue.core.mx.StsPolicy;
import org.waybill.queue.core.relay.UrlOptions.Verify;

class MxDaneTest {

    private static final String KEY = "a".repeat(64);
    private static final String USABLE = " TLSA 3 1 1 " + KEY;

    private final SignedZones server = new SignedZones(
            // secure exchanger, secure keys
            "dane.signed.test. MX 10 mx.signed.test.",
            "dane.signed.test. MX 20 mx2.signed.test.",
            "mx.signed.test. A 192.0.2.1",
            "mx.signed.test. AAAA 2001:db8::1",
            "_25._tcp.mx.signed.test." + USABLE,
            "_25._tcp.mx.signed.test. TLSA 2 0 1 " + KEY,
            "_25._tcp.mx.signed.test. TLSA 1 1 1 " + KEY,
            "_25._tcp.mx.signed.test. TLSA 3 1 1 abcd",
            "_25._tcp.mx.signed.test. TLSA 3 1 9 " + KEY,
            // no keys
            "mx2.signed.test. A 192.0.2.2",
            // no usable one
            "odd.signed.test. MX 10 oddmx.signed.test.",
            "oddmx.signed.test. A 192.0.2.3",
            "_25._tcp.oddmx.signed.test. TLSA 0 0 1 " + KEY,
            "odd.open.signed.test. MX 10 oddmx.signed.test.",
            "oddfar.signed.test. MX 10 mx.oddfar.signed.test.",
            "mx.oddfar.signed.test. A 192.0.2.10",
            "_25._tcp.mx.oddfar.signed.test. TLSA 1 1 1 " + KEY,
            // keys that cannot be had
            "forged.signed.test. MX 10 forgedmx.signed.test.",
            "forged.signed.test. MX 20 mx2.signed.test.",
            "forgedmx.signed.test. A 192.0.2.4",
            "_25._tcp.forgedmx.signed.test." + USABLE,
            "_25._tcp.forgedmx.signed.test. BOGUS TLSA",
            "forgedonly.signed.test. MX 10 forgedmx.signed.test.",
            "failing.signed.test. MX 10 failingmx.signed.test.",
            "failingmx.signed.test. A 192.0.2.5",
            "_25._tcp.failingmx.signed.test. FAIL TLSA",
            // forged addresses and exchangers
            "lostmx.signed.test. MX 10 mx.signed.test.",
            "lostmx.signed.test. BOGUS MX",
            "losta.signed.test. MX 10 lostamx.signed.test.",
            "lostamx.signed.test. A 192.0.2.6",
            "lostamx.signed.test. BOGUS A",
            "losthalf.signed.test. MX 10 lostamx.signed.test.",
            "losthalf.signed.test. MX 20 mx.signed.test.",
            // insecure delegation
            "open.signed.test. NS ns.open.signed.test.",
            "open.signed.test. MX 10 mx.open.signed.test.",
            "open.signed.test. MX 20 mx.signed.test.",
            "mx.open.signed.test. A 192.0.2.7",
            "_25._tcp.mx.open.signed.test." + USABLE,
            // no anchor at all
            "island.test. MX 10 mx.island.test.",
            "mx.island.test. A 192.0.2.8",
            "_25._tcp.mx.island.test." + USABLE,
            // aliases
            "alias.signed.test. MX 10 alias-to-keys.signed.test.",
            "alias-to-keys.signed.test. CNAME mx.signed.test.",
            "alias2.signed.test. MX 10 alias-own.signed.test.",
            "alias-own.signed.test. CNAME mx2.signed.test.",
            "_25._tcp.alias-own.signed.test." + USABLE,
            "alias3.signed.test. MX 10 alias-out.signed.test.",
            "alias-out.signed.test. CNAME mx.island.test.",
            "_25._tcp.alias-out.signed.test." + USABLE,
            "alias4.signed.test. CNAME dane.signed.test.",
            // no exchanger
            "implicit.signed.test. A 192.0.2.9",
            "_25._tcp.implicit.signed.test." + USABLE,
            "big.signed.test. MX 10 mx.signed.test.",
            "big.signed.test. TXT " + "\"" + "x".repeat(250) + "\" ".repeat(1)
                    + ("\"" + "y".repeat(250) + "\" ").repeat(12));

    private final NameServers names = names(true);
    private final MxHosts hosts = hosts(domain -> Optional.empty());

    MxDaneTest() throws Exception {}

    private NameServers names(boolean strict) throws Exception {
        return NameServers.validating(
                List.of(server.address()),
                Duration.ofSeconds(20),
                TrustAnchors.parse(server.anchor(), List.of()),
                strict,
                Clock.systemUTC());
    }

    private MxHosts hosts(Function<String, Optional<StsPolicy>> sts) {
        return new MxHosts(
                names,
                "mx.waybill.test",
                25,
                new Random(1),
                new MxPolicies((domain, reports) -> sts.apply(domain), result -> {}));
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            dane.signed.test     | mx.signed.test dane(201+311 mx.signed.test dane.signed.test) authentic, mx2.signed.test IfOffered authentic
            odd.signed.test      | oddmx.signed.test anyone authentic
            forged.signed.test   | mx2.signed.test IfOffered authentic
            losthalf.signed.test | mx.signed.test dane(201+311 mx.signed.test losthalf.signed.test) authentic
            open.signed.test     | mx.open.signed.test IfOffered, mx.signed.test dane(201+311 mx.signed.test)
            island.test          | mx.island.test IfOffered
            alias.signed.test    | alias-to-keys.signed.test dane(201+311 mx.signed.test alias-to-keys.signed.test alias.signed.test) authentic
            alias2.signed.test   | alias-own.signed.test dane(311 alias-own.signed.test alias2.signed.test) authentic
            alias3.signed.test   | alias-out.signed.test dane(311 alias-out.signed.test alias3.signed.test) authentic
            alias4.signed.test   | mx.signed.test dane(201+311 mx.signed.test alias4.signed.test) authentic, mx2.signed.test IfOffered authentic
            implicit.signed.test | implicit.signed.test dane(311 implicit.signed.test) authentic
            absent.signed.test   | 550 5.1.2 There is no host or exchanger absent.signed.test
            absent.island.test   | 550 5.1.2 There is no host or exchanger absent.island.test
            """)
    void givesEachHostItsTerms(String domain, String expected) {
        assertEquals(expected, HopWords.of(Lookups.exchangers(hosts, domain)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            forgedonly.signed.test | 451 4.7.5 The TLSA records of forgedmx.signed.test cannot be looked up: DNSSEC: | DNSSEC_INVALID
            failing.signed.test    | 451 4.7.5 The TLSA records of failingmx.signed.test cannot be looked up: SERVFAIL | TLSA_INVALID
            lostmx.signed.test     | 451 4.4.3 Cannot look up lostmx.signed.test: DNSSEC:                             | DNSSEC_INVALID
            losta.signed.test      | 451 4.4.3 Cannot look up losta.signed.test: DNSSEC:                              | DNSSEC_INVALID
            """)
    void waitsWhereSecurityCannotBeHad(String domain, String reply, String failure) {
        NextHops.Later later = assertInstanceOf(NextHops.Later.class, Lookups.exchangers(hosts, domain));
        assertTrue(later.reply().startsWith(reply), later.reply());
        assertEquals(
                List.of(failure),
                later.reports().stream()
                        .map(result -> result.failure().orElseThrow().name())
                        .toList());
    }

    @Test
    void setsPoliciesAsideForMailThatIsToArrive() {
        StsPolicy policy = StsPolicy.parse("version: STSv1\nmode: enforce\nmx: a.b\nmax_age: 60\n");
        NextHops next = Lookups.unheeding(hosts(any -> Optional.of(policy)), "forged.signed.test");
        assertEquals(
                "forgedmx.signed.test IfOffered authentic, mx2.signed.test IfOffered authentic", HopWords.of(next));
        assertEquals(List.of(), ((NextHops.Found) next).leftOut());
    }

    @Test
    void namesDomainAndRecordsForReports() {
        NextHops.Found found = (NextHops.Found) Lookups.exchangers(hosts, "odd.signed.test");
        var policy = found.hops().get(0).grounds().policy().orElseThrow();
        assertEquals("odd.signed.test", policy.domain());
        assertEquals("tlsa", policy.type().word());
        assertEquals(List.of("0 0 1 " + KEY.toUpperCase(Locale.ROOT)), policy.strings());
    }

    @Test
    void asksNoMtaStsWhereTheDnsProvesEverything() {
        List<String> asked = new ArrayList<>();
        MxHosts curious = hosts(domain -> {
            asked.add(domain);
            return Optional.empty();
        });
        Lookups.exchangers(curious, "implicit.signed.test");
        assertEquals(List.of(), asked);
        // one exchanger has no keys, and none that can be used
        Lookups.exchangers(curious, "dane.signed.test");
        Lookups.exchangers(curious, "odd.signed.test");
        assertEquals(List.of("dane.signed.test", "odd.signed.test"), asked);
    }

    @Test
    void doesNotAskForKeysInUnsignedZones() {
        Lookups.exchangers(hosts, "island.test");
        assertFalse(server.questions.toString().contains("TLSA"), server.questions.toString());
    }

    @Test
    void keepsWhatTheCheckSaid() {
        Lookups.exchangers(hosts, "odd.signed.test");
        List<String> before = List.copyOf(server.questions);
        assertEquals("oddmx.signed.test anyone authentic", HopWords.of(Lookups.exchangers(hosts, "odd.signed.test")));
        assertEquals(before, server.questions);
    }

    @Test
    void getsLargeAnswersByTcp() {
        DnsAnswer<String> texts = names.texts("big.signed.test");
        assertEquals(
                250 * 13, ((DnsAnswer.Found<String>) texts).records().get(0).length());
        assertTrue(((DnsAnswer.Found<String>) texts).secure());
        assertTrue(server.questions.contains("big.signed.test. TXT tcp"), server.questions.toString());
    }

    @Test
    void doesWithoutDnssecWhereTheResolverDropsSignatures() throws Exception {
        server.stripping = true;
        MxHosts plain = new MxHosts(names(false), "mx.waybill.test", 25, new Random(1));
        assertEquals(
                "mx.signed.test IfOffered, mx2.signed.test IfOffered",
                HopWords.of(Lookups.exchangers(plain, "dane.signed.test")));
        MxHosts strict = new MxHosts(names(true), "mx.waybill.test", 25, new Random(1));
        assertInstanceOf(NextHops.Later.class, Lookups.exchangers(strict, "dane.signed.test"));
    }

    @Test
    void demandsSignaturesOnceThereWereAny() throws Exception {
        MxHosts relaxed = new MxHosts(names(false), "mx.waybill.test", 25, new Random(1));
        Lookups.exchangers(relaxed, "island.test");
        Lookups.exchangers(relaxed, "dane.signed.test");
        server.stripping = true;
        assertInstanceOf(NextHops.Later.class, Lookups.exchangers(relaxed, "odd.signed.test"));
    }

    @Test
    void validatesNothingBelowExemptNames() throws Exception {
        NameServers relaxed = NameServers.validating(
                List.of(server.address()),
                Duration.ofSeconds(20),
                TrustAnchors.parse(server.anchor(), List.of("open.signed.test", "lostmx.signed.test")),
                true,
                Clock.systemUTC());
        MxHosts some = new MxHosts(relaxed, "mx.waybill.test", 25, new Random(1));
        assertEquals(
                "mx.signed.test dane(201+311 mx.signed.test)",
                HopWords.of(Lookups.exchangers(some, "lostmx.signed.test")));
        assertTrue(HopWords.of(Lookups.exchangers(some, "losta.signed.test")).startsWith("451 4.4.3"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            tls://mx.signed.test:25     | DANE   | mx.signed.test dane(201+311 mx.signed.test) authentic
            smtp://mx.signed.test       | DANE   | mx.signed.test dane(201+311 mx.signed.test) authentic
            smtp://mx2.signed.test      | DANE   | 451 4.7.5 There are no usable TLSA records of mx2.signed.test
            smtp://oddmx.signed.test    | DANE   | 451 4.7.5 There are no usable TLSA records of oddmx.signed.test
            smtp://mx.signed.test       | UNSAID | mx.signed.test IfOffered authentic
            tls://mx.signed.test        | YES    | mx.signed.test named(mx.signed.test) authentic
            smtp+notls://mx.signed.test | DANE   | mx.signed.test Never authentic
            """)
    void takesTheTermsOfAUrl(String url, Verify verify, String expected) {
        assertEquals(expected, HopWords.of(Lookups.host(hosts, url, verify)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            dane.signed.test | enforce | mx.signed.test dane(201+311 mx.signed.test dane.signed.test) authentic, mx2.signed.test named(mx2.signed.test) authentic
            dane.signed.test | testing | mx.signed.test dane(201+311 mx.signed.test dane.signed.test) authentic, mx2.signed.test IfOffered authentic
            open.signed.test | enforce | mx.signed.test dane(201+311 mx.signed.test) authentic
            open.signed.test | testing | mx.open.signed.test IfOffered, mx.signed.test dane(201+311 mx.signed.test) authentic
            open.signed.test | none    | mx.open.signed.test IfOffered, mx.signed.test dane(201+311 mx.signed.test)
            island.test      | enforce | 451 4.7.5 mx.island.test is not among the hosts of the MTA-STS policy of island.test
            odd.signed.test  | enforce | oddmx.signed.test named(oddmx.signed.test) authentic
            odd.signed.test  | testing | oddmx.signed.test anyone authentic
            odd.open.signed.test | enforce | oddmx.signed.test named(oddmx.signed.test) authentic
            odd.open.signed.test | testing | oddmx.signed.test anyone authentic
            odd.open.signed.test | none    | oddmx.signed.test anyone
            oddfar.signed.test   | enforce | 451 4.7.5 mx.oddfar.signed.test is not among the hosts of the MTA-STS policy of oddfar.signed.test
            """)
    void obeysDaneBeforeMtaSts(String domain, String mode, String expected) {
        StsPolicy policy = StsPolicy.parse("version: STSv1\nmode: " + mode + "\nmx: *.signed.test\nmax_age: 60\n");
        assertEquals(expected, HopWords.of(Lookups.exchangers(hosts(any -> Optional.of(policy)), domain)));
    }
}
