package org.waybill.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    otto@example.org             | otto             | example.org
                    Otto.Meier@Example.ORG       | Otto.Meier       | Example.ORG
                    postmaster                   | postmaster       | ``
                    a+b=c@example.org            | a+b=c            | example.org
                    otto@[192.0.2.1]             | otto             | [192.0.2.1]
                    otto@[IPv6:2001:db8::1]      | otto             | [IPv6:2001:db8::1]
                    otto@localhost               | otto             | localhost
                    otto@a-b.c_d.org             | otto             | a-b.c_d.org
                    "otto"@example.org           | otto             | example.org
                    "otto meier"@example.org     | otto meier       | example.org
                    "a@b"@example.org            | a@b              | example.org
                    "a\\"b"@example.org          | a"b              | example.org
                    "a\\\\b"@example.org         | a\\b             | example.org
                    "a..b"@example.org           | a..b             | example.org
                    """)
    void reads(String text, String localPart, String domain) {
        assertEquals(new MailAddress(localPart, domain), MailAddress.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "@example.org",
                "otto@",
                ".otto@example.org",
                "otto.@example.org",
                "ot..to@example.org",
                "otto meier@example.org",
                "otto@exa mple.org",
                "otto@.example.org",
                "otto@example.org.",
                "otto@example..org",
                "otto@-example.org",
                "otto@example-.org",
                "otto@[192.0.2.1",
                "otto@[]",
                "a@b@example.org",
                "ot<to@example.org",
                "ot\u00fcto@example.org",
                "otto@ex\u00e4mple.org",
                "\"otto@example.org",
                "\"ot\"to@example.org",
                "\"\"@example.org",
                "\"otto\\",
                "ot\rto@example.org",
                "ot\nto@example.org",
                "ot\0to@example.org",
                "\"ot\r\nto\"@example.org",
                "otto@example.org\r\n",
                "\"\u760d\u760a\"@example.org",
                "otto@exam\u0000ple.org",
                "otto,meier@example.org"
            })
    void refuses(String text) {
        assertThrows(IllegalArgumentException.class, () -> MailAddress.parse(text));
    }

    @Test
    void keepsTheLimitsOfTheRfc() {
        String label = "x".repeat(63);
        String domain = label + "." + label + "." + label + "." + label;
        assertEquals(255, domain.length());
        assertEquals(domain, MailAddress.parse("a".repeat(64) + "@" + domain).domain());
        assertThrows(IllegalArgumentException.class, () -> MailAddress.parse("a".repeat(65) + "@example.org"));
        assertThrows(IllegalArgumentException.class, () -> MailAddress.parse("a@x" + domain));
        assertThrows(IllegalArgumentException.class, () -> MailAddress.parse("a@" + label + "x.org"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!#$%&'*+-/=?^_`{|}~@x.org",
                "otto@example.org",
                "\"otto meier\"@example.org",
                "\"a\\\"b\"@example.org",
                "postmaster"
            })
    void writesWhatItReads(String text) {
        assertEquals(text, MailAddress.parse(text).toString());
    }

    @Test
    void comparesDomainsWithoutCase() {
        assertEquals("example.org", MailAddress.parse("otto@Example.ORG").domainKey());
        assertTrue(MailAddress.isDomain("mx.example.org"));
        assertFalse(MailAddress.isDomain("mx.example.org; rm"));
        assertFalse(MailAddress.isDomain(""));
    }
}
