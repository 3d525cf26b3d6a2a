package org.waybill.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {

    private static final String LABEL = "x".repeat(63);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    # RFC 5321 §4.1.2: Dot-string
                    otto@example.org             | otto             | example.org
                    Otto.Meier@Example.ORG       | Otto.Meier       | Example.ORG
                    postmaster                   | postmaster       | ``
                    a+b=c@example.org            | a+b=c            | example.org
                    -otto@example.org            | -otto            | example.org
                    otto@localhost               | otto             | localhost
                    otto@a-b.c_d.org             | otto             | a-b.c_d.org
                    otto@1.2.3.4                 | otto             | 1.2.3.4
                    otto@r3---sn.example.org     | otto             | r3---sn.example.org
                    # Quoted-string
                    "otto"@example.org           | otto             | example.org
                    "otto meier"@example.org     | otto meier       | example.org
                    "a@b"@example.org            | a@b              | example.org
                    "a\\"b"@example.org          | a"b              | example.org
                    "a\\\\b"@example.org         | a\\b             | example.org
                    "\\a\\ \\~"@example.org      | `a ~`            | example.org
                    "a..b"@example.org           | a..b             | example.org
                    ".a"@example.org             | .a               | example.org
                    "a,b;c:(d)<e>[f]"@example.org| a,b;c:(d)<e>[f]  | example.org
                    " "@example.org              | ` `              | example.org
                    "post master"                | post master      | ``
                    # §4.1.3: address literals
                    otto@[192.0.2.1]             | otto             | [192.0.2.1]
                    otto@[0.0.0.0]               | otto             | [0.0.0.0]
                    otto@[255.255.255.255]       | otto             | [255.255.255.255]
                    otto@[IPv6:1:2:3:4:5:6:7:8]  | otto             | [IPv6:1:2:3:4:5:6:7:8]
                    otto@[IPv6:2001:db8::1]      | otto             | [IPv6:2001:db8::1]
                    otto@[ipv6:2001:DB8::1]      | otto             | [ipv6:2001:DB8::1]
                    otto@[IPv6:::]               | otto             | [IPv6:::]
                    otto@[IPv6:::1]              | otto             | [IPv6:::1]
                    otto@[IPv6:1::]              | otto             | [IPv6:1::]
                    otto@[IPv6:1:2:3::4:5:6]     | otto             | [IPv6:1:2:3::4:5:6]
                    otto@[IPv6:1:2:3:4:5:6::]    | otto             | [IPv6:1:2:3:4:5:6::]
                    otto@[IPv6:1:2:3:4:5:6:192.0.2.1] | otto        | [IPv6:1:2:3:4:5:6:192.0.2.1]
                    otto@[IPv6:::ffff:192.0.2.1] | otto             | [IPv6:::ffff:192.0.2.1]
                    otto@[IPv6:1:2::3:4:192.0.2.1] | otto           | [IPv6:1:2::3:4:192.0.2.1]
                    otto@[IPv6:::192.0.2.1]      | otto             | [IPv6:::192.0.2.1]
                    otto@[x400:c=de;!"#$]        | otto             | [x400:c=de;!"#$]
                    otto@[-a:^@>]                | otto             | [-a:^@>]
                    # RFC 6531 §3.3: local parts
                    ot\u00fcto@example.org       | ot\u00fcto       | example.org
                    \u7528\u6237@example.org     | \u7528\u6237     | example.org
                    \u0627\u0628.\u062a@example.org | \u0627\u0628.\u062a | example.org
                    \ud83d\ude00@example.org     | \ud83d\ude00     | example.org
                    \ud83d\udc68\u200d\ud83d\udcbb@example.org | \ud83d\udc68\u200d\ud83d\udcbb | example.org
                    e\u0301@example.org          | e\u0301          | example.org
                    \u00e9@example.org           | \u00e9           | example.org
                    "\u00fc b"@example.org       | \u00fc b         | example.org
                    # CVE-2025-7962: cut to octets these would be CR and LF
                    \u760d\u760a@example.org     | \u760d\u760a     | example.org
                    "\u760d\u760a"@example.org   | \u760d\u760a     | example.org
                    # RFC 6531 §3.3: domains
                    otto@b\u00fccher.example     | otto             | b\u00fccher.example
                    otto@B\u00dcCHER.example     | otto             | B\u00dcCHER.example
                    otto@xn--bcher-kva.example   | otto             | xn--bcher-kva.example
                    otto@_dmarc.b\u00fccher.example | otto          | _dmarc.b\u00fccher.example
                    otto@\u05d0\u05d1.example    | otto             | \u05d0\u05d1.example
                    """)
    void reads(String text, String localPart, String domain) {
        MailAddress address = MailAddress.parse(text);
        assertEquals(new MailAddress(localPart, domain), address);
        assertEquals(address, MailAddress.parse(address.toString()));
        assertEquals(address.withDomain(address.domainKey()).domainKey(), address.domainKey());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // local parts
                "",
                "@",
                "@example.org",
                ".otto@example.org",
                "otto.@example.org",
                "ot..to@example.org",
                "otto meier@example.org",
                " otto@example.org",
                "a@b@example.org",
                "ot<to@example.org",
                "otto,meier@example.org",
                "ot\"to@example.org",
                "otto(comment)@example.org",
                "\u00fc.@example.org",
                // quoted; an empty one is good syntax, but a mailbox without a name is more likely a script's lost
                // variable
                "\"\"@example.org",
                "\"\"",
                "\"otto@example.org",
                "\"ot\"to@example.org",
                "\"otto\\",
                "\"otto\\\"@example.org",
                "\"a\"b\"@example.org",
                "\"a\"@",
                "\"ot\\\u00fcto\"@example.org",
                "\"ot\\\u007fto\"@example.org",
                // what nothing may hold
                "ot\rto@example.org",
                "ot\nto@example.org",
                "ot\0to@example.org",
                "ot\tto@example.org",
                "ot\u007fto@example.org",
                "ot\u0085to@example.org",
                "ot\u009bto@example.org",
                "ot\u2028to@example.org",
                "ot\u2029to@example.org",
                "ot\ufffeto@example.org",
                "ot\ufdd0to@example.org",
                "ot\udbff\udfffto@example.org",
                "\"ot\r\nto\"@example.org",
                "\"ot\\\r\\\nto\"@example.org",
                "\"ot\tto\"@example.org",
                "otto@example.org\r\n",
                "otto@exam\u0000ple.org",
                "otto@exam\u2028ple.org",
                "otto@exam\u0085ple.org",
                "otto@[x:\r\n]",
                // domains
                "otto@",
                "otto@.",
                "otto@exa mple.org",
                "otto@.example.org",
                "otto@example.org.",
                "otto@example..org",
                "otto@-example.org",
                "otto@example-.org",
                "otto@example.-org",
                "otto@example.org-",
                "otto@ex!ample.org",
                "otto@b\u00fccher..example",
                "otto@b\u00fccher.example.",
                "otto@-b\u00fccher.example",
                "otto@b\u00fccher-.example",
                "otto@b\u00fc cher.example",
                "otto@b\u00fc/cher.example",
                "otto@b\u00fc\uff0fcher.example",
                // not the label it looks like
                "otto@xn--.example",
                "otto@xn--a.example",
                "otto@XN--A.example",
                "otto@xn--example-.org",
                "otto@xn--strae-oqa-.example",
                "otto@a.xn--\u00fc.example",
                "otto@example\u3002org",
                "otto@\uff45xample.org",
                "otto@\u24d4xample.org",
                "otto@exam\u00adple.org",
                "otto@\u212aexample.org",
                // RFC 5893: right to left
                "otto@\u05d0b.example",
                "otto@1x.\u05d0\u05d1",
                "otto@\u200d.example",
                "otto@\u0301b.example",
                // literals
                "otto@[]",
                "otto@[192.0.2.1",
                "otto@192.0.2.1]",
                "otto@[192.0.2]",
                "otto@[192.0.2.1.5]",
                "otto@[192.0.2.256]",
                "otto@[192.0.2.01]",
                "otto@[192.0.2.0x1]",
                "otto@[192.0.2.]",
                "otto@[.0.2.1]",
                "otto@[192.0.2.1111]",
                "otto@[+1.0.2.1]",
                "otto@[\u0661.0.2.1]",
                "otto@[ 192.0.2.1]",
                "otto@[example.org]",
                "otto@[::1]",
                "otto@[IPv6:]",
                "otto@[IPv6:1]",
                "otto@[IPv6::1]",
                "otto@[IPv6:1:]",
                "otto@[IPv6:::1::]",
                "otto@[IPv6::::]",
                "otto@[IPv6:1:2:3:4:5:6:7]",
                "otto@[IPv6:1:2:3:4:5:6:7:8:9]",
                "otto@[IPv6:1:2:3:4:5:6:7::]",
                "otto@[IPv6:1::2:3:4:5:6:7]",
                "otto@[IPv6:12345::]",
                "otto@[IPv6:g::]",
                "otto@[IPv6:fe80::1%eth0]",
                "otto@[IPv6:192.0.2.1]",
                "otto@[IPv6:192.0.2.1::]",
                "otto@[IPv6:1:2:3::4:5:192.0.2.1]",
                "otto@[IPv6:1:2:3:4:5:6:7:192.0.2.1]",
                "otto@[IPv6:::192.0.2.256]",
                "otto@[:x]",
                "otto@[a-:x]",
                "otto@[a_b:x]",
                "otto@[a:]",
                "otto@[a:b c]",
                "otto@[a:b]c]",
                "otto@[a:b\\c]",
                "otto@[a:\u00fc]"
            })
    void refuses(String text) {
        assertThrows(IllegalArgumentException.class, () -> MailAddress.parse(text));
    }

    @Test
    void neverHoldsAControlHowEverItWasMade() {
        IntStream.concat(IntStream.range(0, 0x20), IntStream.range(0x7f, 0xa0)).forEach(c -> {
            assertThrows(IllegalArgumentException.class, () -> new MailAddress("a" + (char) c, "example.org"));
            assertThrows(IllegalArgumentException.class, () -> new MailAddress("a", "example" + (char) c));
            assertThrows(IllegalArgumentException.class, () -> new MailAddress("a", "[x:" + (char) c + "]"));
        });
        for (String half : new String[] {"\ud83d", "\ude00", "\ude00\ud83d", "\ud83dx"}) {
            assertThrows(IllegalArgumentException.class, () -> new MailAddress(half, "example.org"));
            assertThrows(IllegalArgumentException.class, () -> new MailAddress("a", half + ".example"));
        }
    }

    /** Each at its limit, and one octet more. */
    static Stream<String[]> limits() {
        String u = "\u00fc"; // two octets
        String emoji = "\ud83d\ude00"; // four
        String longDomain = LABEL + "." + LABEL + "." + LABEL;
        return Stream.of(
                new String[] {"a".repeat(242) + "@example.org", "a".repeat(243) + "@example.org"},
                new String[] {u.repeat(121) + "@example.org", u.repeat(121) + "a@example.org"},
                new String[] {emoji.repeat(60) + "aa@example.org", emoji.repeat(60) + "aaa@example.org"},
                new String[] {"\"" + " ".repeat(240) + "\"@example.org", "\"" + " ".repeat(241) + "\"@example.org"},
                new String[] {"\"" + "\\\\".repeat(123) + "\"@x.org", "\"" + "\\\\".repeat(123) + " \"@x.org"},
                new String[] {"a@" + LABEL + ".org", "a@x" + LABEL + ".org"},
                new String[] {"a".repeat(62) + "@" + longDomain, "a".repeat(63) + "@" + longDomain},
                new String[] {u.repeat(31) + "@" + longDomain, u.repeat(31) + "a@" + longDomain},
                new String[] {"a@" + longDomain + "." + "y".repeat(60), "a@" + longDomain + "." + "y".repeat(61)},
                // by the longer of both forms: as sent, and in A-labels
                new String[] {
                    "aa@" + longDomain + ".\u4f8b\u5b50." + "y".repeat(47),
                    "aaa@" + longDomain + ".\u4f8b\u5b50." + "y".repeat(47)
                },
                new String[] {"a@[x:" + "y".repeat(248) + "]", "a@[x:" + "y".repeat(249) + "]"});
    }

    @ParameterizedTest
    @MethodSource
    void limits(String longest, String tooLong) {
        MailAddress address = MailAddress.parse(longest);
        assertTrue(address.toString().getBytes(StandardCharsets.UTF_8).length <= 254);
        assertTrue(address.withDomain(address.domainKey()).toString().length() <= 254);
        assertThrows(IllegalArgumentException.class, () -> MailAddress.parse(tooLong));
    }

    @Test
    void aDomainByItselfMayBeLonger() {
        String domain = LABEL + "." + LABEL + "." + LABEL + "." + LABEL;
        assertEquals(255, domain.length());
        assertTrue(MailAddress.isDomain(domain));
        assertFalse(MailAddress.isDomain("x." + domain));
        assertTrue(MailAddress.isDomain("[x:" + "y".repeat(251) + "]"));
        assertFalse(MailAddress.isDomain("[x:" + "y".repeat(252) + "]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!#$%&'*+-/=?^_`{|}~@x.org",
                "otto@example.org",
                "\"otto meier\"@example.org",
                "\"a\\\"b\"@example.org",
                "\u00fc@b\u00fccher.example",
                "\"\u00fc b\"@example.org",
                "postmaster"
            })
    void writesWhatItReads(String text) {
        assertEquals(text, MailAddress.parse(text).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "otto@Example.ORG,             example.org",
        "otto@[IPv6:2001:DB8::1],      [ipv6:2001:db8::1]",
        "postmaster,                   ''",
        "otto@b\u00fccher.example,     xn--bcher-kva.example",
        "otto@B\u00dcCHER.Example,     xn--bcher-kva.example",
        "otto@XN--BCHER-KVA.example,   xn--bcher-kva.example",
        "otto@stra\u00dfe.example,     xn--strae-oqa.example"
    })
    void comparesDomainsByOneForm(String text, String key) {
        assertEquals(key, MailAddress.parse(text).domainKey());
    }

    @ParameterizedTest
    @CsvSource({
        "otto@example.org,           true",
        "otto@xn--bcher-kva.example, true",
        "otto@b\u00fccher.example,   false",
        "\u00fc@example.org,         false",
        "postmaster,                 true"
    })
    void knowsWhetherItNeedsSmtputf8(String text, boolean ascii) {
        assertEquals(ascii, MailAddress.parse(text).isAscii());
    }

    @Test
    void knowsADomain() {
        assertTrue(MailAddress.isDomain("mx.example.org"));
        assertFalse(MailAddress.isDomain("mx.example.org; rm"));
        assertFalse(MailAddress.isDomain(""));
    }
}
