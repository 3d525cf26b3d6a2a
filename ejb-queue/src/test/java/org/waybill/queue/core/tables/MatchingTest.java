package org.waybill.queue.core.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.core.tables.LookupTable.Answer;
import org.waybill.queue.core.tables.LookupTable.Service;

/** How each service compares a key with an entry. */
class MatchingTest {

    @ParameterizedTest(name = "{0} ~ {1}: {2}")
    @CsvSource({
        "example.org,            example.org,            yes",
        "Example.ORG,            eXample.org,            yes",
        "example.org,            mail.example.org,       no",
        "example.org,            example.org.evil.test,  no",
        "*.example.org,          a.example.org,          yes",
        "*.example.org,          a.b.example.org,        yes", // R11: the reference does not go back
        "*.example.org,          example.org,            no",
        "*.example.org,          aexample.org,           no",
        "*.example.org,          a.example.org.evil.test, no",
        "*example.org,           example.org,            yes",
        "mx*.example.*,          mx1.example.net,        yes",
        "mx*.example.*,          mx.example.,            yes",
        "mx*.example.*,          mx1.examples.net,       no",
        "a*b*c,                  abc,                    yes",
        "a*b*c,                  abbbc,                  yes",
        "a*b*c,                  acb,                    no",
        "ab*ba,                  aba,                    no", // the ends must not share a letter
        "a*bc*bcd,               abcd,                   no",
        "a**b,                   ab,                     yes",
        "*,                      example.org,            yes",
        "*,                      [192.0.2.1],            yes",
        "*,                      '',                     yes",
        "bücher.example,         xn--bcher-kva.example,  yes",
        "xn--bcher-kva.example,  BÜCHER.example,         yes",
        "*.bücher.example,       a.xn--bcher-kva.example, yes",
        "bücher.example,         XN--BCHER-KVA.example,  yes",
        "b\u00fccher.example,    bu\u0308cher.example,  yes", // composed or not
        "faß.example,            fass.example,           no", // IDNA2008
        "faß.example,            FASS.example,           no",
        "faß.example,            xn--fa-hia.example,     yes",
        "*.faß.example,          mx.xn--fa-hia.example,  yes",
        "\u039f\u03a3.example,  \u03bf\u03c3.example,  yes", // a capital sigma is never a final one
        "\u03bf\u03c2.example,  \u03bf\u03c3.example,  no",
        "b*.xn--bcher-kva.example, bx.BÜCHER.example,   yes",
        "xn--*.example,          bücher.example,         yes",
        "_x.bücher.example,      _X.xn--bcher-kva.example, yes",
        "[192.0.2.1],            [192.0.2.1],            yes",
        "[IPv6:2001:DB8:0::1],   [IPv6:2001:db8::1],     yes",
        "[IPv6:2001:db8::1],     [IPv6:2001:db8::2],     no",
        "[x-tag:content],        [X-Tag:content],        yes",
    })
    void comparesDomains(String pattern, String key, String expected) {
        assertMatch(Service.DOMAIN, pattern, key, expected);
    }

    @ParameterizedTest(name = "{0} ~ {1}: {2}")
    @CsvSource({
        "10.9.0.2,                 10.9.0.2,           yes",
        "10.9.0.2,                 10.9.0.3,           no",
        "10.9.0.0/30,              10.9.0.3,           yes",
        "10.9.0.0/30,              10.9.0.4,           no",
        "10.9.0.5/30,              10.9.0.7,           yes", // bits behind the prefix are dropped
        "10.9.0.5/30,              10.9.0.3,           no",
        "128.0.0.0/1,              255.0.0.1,          yes",
        "128.0.0.0/1,              127.0.0.1,          no",
        "0.0.0.0/0,                203.0.113.9,        yes",
        "0.0.0.0/0,                2001:db8::1,        no",
        "::/0,                     2001:db8::1,        yes",
        "::/0,                     203.0.113.9,        no",
        "2001:db8::/32,            2001:db8:ffff::1,   yes",
        "2001:db8::/32,            2001:db9::1,        no",
        "2001:db8::/33,            2001:db8:8000::1,   no",
        "[2001:db8::1],            2001:DB8:0:0::1,    yes",
        "fe80::/10,                fe80::1%eth0,       yes",
        "192.0.2.0/24,             ::ffff:192.0.2.77,  yes",
        "::ffff:192.0.2.77,        192.0.2.77,         yes",
        "::ffff:192.0.2.0/120,     192.0.2.77,         yes",
        "::ffff:192.0.2.0/120,     192.0.3.77,         no",
        "::ffff:0:0/96,            203.0.113.9,        yes",
        "10.9.0.2,                 not-an-address,     no",
    })
    void comparesNetworks(String pattern, String key, String expected) {
        assertMatch(Service.NETADDR, pattern, key, expected);
    }

    @ParameterizedTest(name = "{0} is no network")
    @CsvSource({
        "example.org",
        "localhost",
        "10.9.0",
        "10.9.0.256",
        "010.9.0.1",
        "10.9.0.1.",
        "10.9.0.0/33",
        "10.9.0.0/",
        "10.9.0.0/-1",
        "10.9.0.0/8/8",
        "2001:db8::/129",
        "2001:db8",
        "1:2:3:4:5:6:7:8:9",
        "::ffff:10.0.0.0/95",
        ".:1:",
        "1.2.3.4%eth0/8/",
        "face",
        "*",
    })
    void aBadNetworkIsUnavailableAndNeverMissing(String pattern) {
        Answer answer = InlineTable.listOf("t", List.of(pattern)).match(Service.NETADDR, "192.0.2.1");
        assertTrue(
                answer instanceof Answer.Unavailable u && u.reason().contains("'" + pattern + "'"), answer::toString);
    }

    @ParameterizedTest(name = "{0} ~ {1}: {2}")
    @CsvSource({
        "alice,                     alice@example.org,         yes",
        "ALICE,                     aLice@example.org,         yes", // R49
        "alice,                     alice,                     yes",
        "alice,                     bob@alice,                 no",
        "@example.org,              alice@Example.org,         yes",
        "@example.org,              alice@a.example.org,       no",
        "@*.example.org,            alice@a.b.example.org,     yes",
        "@*,                        alice@example.org,         yes",
        "@*,                        '',                        no", // the null sender is in no domain
        "@example.org,              '',                        no",
        "@,                         '',                        yes", // R32
        "@,                         alice@example.org,         yes",
        "@,                         alice,                     yes",
        "alice@example.org,         alice@example.org,         yes",
        "alice@example.org,         alice@example.net,         no",
        "alice@example.org,         bob@example.org,           no",
        "alice@*.example.org,       Alice@a.example.org,       yes",
        "alice@*.example.org,       bob@a.example.org,         no",
        "alice@example.org,         alice+lists@example.org,   yes", // R17
        "alice@*.example.org,       alice+lists@a.example.org, yes",
        "alice,                     alice+lists@example.org,   yes",
        "alice+lists@example.org,   alice+lists@example.org,   yes",
        "alice+lists@example.org,   alice@example.org,         no", // R18
        "alice+lists@example.org,   alice+other@example.org,   no",
        "alice+lists@*.org,         alice+lists@example.org,   yes",
        "alice+lists@*.org,         alice@example.org,         no",
        "a@b@example.org,           a@b@example.org,           yes",
        "alice@bücher.example,      alice@xn--bcher-kva.example, yes",
        "alice@xn--bcher-kva.example, alice@BÜCHER.example,    yes",
        "alice@*.bücher.example,    alice@a.xn--bcher-kva.example, yes",
        "@\u039f\u03a3.example,    alice@\u03bf\u03c3.example,  yes",
        "jörg,                      JÖRG@example.org,          yes",
        "alice@[IPv6:::1],          alice@[IPv6:0::1],         yes",
        "@a.*,                      alice@[x:b@a.example.c],   no", // no domain begins inside of a literal
        "alice@[x:b@c],             alice@[X:b@c],             yes",
        "a@[b@example.org,          a@[b@example.org,          yes",
    })
    void comparesAddresses(String pattern, String key, String expected) {
        assertMatch(Service.MAILADDR, pattern, key, expected);
    }

    @ParameterizedTest(name = "{0} ~ {1}: {2}")
    @CsvSource({
        "ice@,                       Alice@example.org,         yes", // found anywhere
        "^ice@,                      alice@example.org,         no",
        "ICE@,                       alice@example.org,         yes", // R48
        "(?i)^ALICE@,                Alice@x.test,              yes", // R48
        "\\.,                         localhost,                 no", // R35
        "^[[:alnum:]._-]+@(a|b)\\.x$, J.Doe@B.x,                 yes",
        "'^[[:digit:]]{2,3}$',          1234,                      no",
        "^$,                         '',                        yes", // the null sender
        "jörg,                       JÖRG@example.org,          yes",
        "^(a+)+$,                    aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!, no", // in linear
        // time
    })
    void comparesRegularExpressions(String pattern, String key, String expected) {
        assertMatch(Service.REGEX, pattern, key, expected);
    }

    @ParameterizedTest(name = "{0} is no pattern for {1}")
    @CsvSource({
        "DOMAIN, exa mple.org",
        "DOMAIN, b*ü.example",
        "DOMAIN, xn--a.example",
        "DOMAIN, *.xn--a.example",
        "MAILADDR, user@",
        "MAILADDR, user@b*ü.example",
        "REGEX, a(",
        "REGEX, [z-a]",
        "REGEX, (a)\\1",
        "REGEX, a{2000}"
    })
    void aBadPatternIsUnavailableAndNeverMissing(Service service, String pattern) {
        Answer answer = InlineTable.listOf("t", List.of(pattern)).match(service, "x@example.net");
        assertTrue(answer instanceof Answer.Unavailable u && u.reason().contains(pattern), answer::toString);
    }

    @Test
    void theNameGoesBeforeTheWildcards() {
        LookupTable routes = routes("*.org", "wide", "*.example.org", "narrow", "a.example.org", "exact");
        assertEquals(new Answer.Found("exact"), routes.match(Service.DOMAIN, "a.example.org"));
        assertEquals(new Answer.Found("wide"), routes.match(Service.DOMAIN, "b.example.org"));
    }

    @Test
    void theLongestPrefixWins() {
        LookupTable routes = routes("0.0.0.0/0", "world", "10.1.0.0/16", "site", "10.0.0.0/8", "company");
        assertEquals(new Answer.Found("site"), routes.match(Service.NETADDR, "10.1.2.3"));
        assertEquals(new Answer.Found("company"), routes.match(Service.NETADDR, "10.2.2.3"));
        assertEquals(new Answer.Found("world"), routes.match(Service.NETADDR, "11.2.2.3"));
    }

    @Test
    void theAddressThatSaysMostWins() {
        LookupTable routes =
                routes("@", "all", "@*.org", "wild", "@b.org", "domain", "u", "user", "u@b.org", "address");
        assertEquals(new Answer.Found("address"), routes.match(Service.MAILADDR, "u+tag@b.org"));
        assertEquals(new Answer.Found("user"), routes.match(Service.MAILADDR, "u@a.org"));
        assertEquals(new Answer.Found("domain"), routes.match(Service.MAILADDR, "v@b.org"));
        assertEquals(new Answer.Found("wild"), routes.match(Service.MAILADDR, "v@a.org"));
        assertEquals(new Answer.Found("all"), routes.match(Service.MAILADDR, "v@a.net"));
    }

    private static LookupTable routes(String... keysAndValues) {
        List<InlineTable.Entry> entries = new ArrayList<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            entries.add(new InlineTable.Entry(keysAndValues[i], keysAndValues[i + 1]));
        }
        return new InlineTable("routes", entries);
    }

    private static void assertMatch(Service service, String pattern, String key, String expected) {
        Answer answer = InlineTable.listOf("t", List.of(pattern)).match(service, key);
        assertEquals(expected.equals("yes") ? new Answer.Found(pattern) : new Answer.Missing(), answer);
    }
}
