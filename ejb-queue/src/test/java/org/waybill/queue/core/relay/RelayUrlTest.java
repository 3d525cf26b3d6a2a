package org.waybill.queue.core.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelayUrlTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "mx.example.org,                   SMTP,  mx.example.org, 25",
        "mx.example.org:2525,              SMTP,  mx.example.org, 2525",
        "smtp://mx.example.org,            SMTP,  mx.example.org, 25",
        "SMTP://MX.Example.org:65535,      SMTP,  mx.example.org, 65535",
        "tls://mx.example.org,             TLS,   mx.example.org, 25",
        "smtp+tls://mx.example.org:587,    TLS,   mx.example.org, 587",
        "smtps://mx.example.org,           SMTPS, mx.example.org, 465",
        "smtp+notls://mx.example.org,      NOTLS, mx.example.org, 25",
        "smtp://192.0.2.1:1,               SMTP,  192.0.2.1,      1",
        "smtp://[192.0.2.1],               SMTP,  192.0.2.1,      25",
        "smtp://[2001:DB8::1],             SMTP,  2001:db8::1,    25",
        "[2001:db8::1]:2525,               SMTP,  2001:db8::1,    2525",
        "smtp://localhost,                 SMTP,  localhost,      25",
        "smtp://mail_1.example.org,        SMTP,  mail_1.example.org, 25",
        "smtp://xn--bcher-kva.example,     SMTP,  xn--bcher-kva.example, 25",
        "smtps://mx.BÜCHER.example:4650,   SMTPS, mx.xn--bcher-kva.example, 4650",
        "smtp://faß.example,               SMTP,  xn--fa-hia.example, 25",
    })
    void readsSchemaHostAndPort(String text, RelayUrl.Schema schema, String host, int port) {
        assertEquals(new RelayUrl(schema, host, port), RelayUrl.parse(text));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "ssl://mx.example.org,             schema 'ssl://' is not supported yet",
        "smtps+auth://label@mx.example.org, schema 'smtps+auth://' is not supported yet",
        "tls+auth://mx.example.org,        schema 'tls+auth://' is not supported yet",
        "SSL+Auth://mx.example.org,        schema 'ssl+auth://' is not supported yet",
        "lmtp://mx.example.org:24,         schema 'lmtp://' is not supported yet",
    })
    void saysThatASchemaIsNotSupportedYet(String text, String sentence) {
        assertRefused(text, sentence + ": expected smtp, tls, smtp+tls, smtps or smtp+notls");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "http://mx.example.org,            'unknown schema ''http://'': expected smtp, tls, smtp+tls, smtps or smtp+notls'",
        "://mx.example.org,                'unknown schema ''://'': expected smtp, tls, smtp+tls, smtps or smtp+notls'",
        "label@mx.example.org,             credentials (label@) are not supported yet",
        "tls://label@mx.example.org,       credentials (label@) are not supported yet",
        "smtp://mx.example.org?weight=2,   options of a URL (?option=value) are not supported yet",
        "smtp://mx.example.org:0,          'expected a port within 1..65535, not 0'",
        "smtp://mx.example.org:65536,      'expected a port within 1..65535, not 65536'",
        "smtp://mx.example.org:,           'expected '':'' and a port within 1..65535, not '':'''",
        "smtp://mx.example.org:25x,        'expected '':'' and a port within 1..65535, not '':25x'''",
        "smtp://mx.example.org:+25,        'expected '':'' and a port within 1..65535, not '':+25'''",
        "smtp://[::1]25,                   'expected '':'' and a port within 1..65535, not ''25'''",
        "smtp://2001:db8::1,               'expected an IPv6 address in brackets, not ''2001:db8::1'''",
        "smtp://[2001:db8::1,              'expected an address in brackets such as [2001:db8::1], not ''[2001:db8::1'''",
        "smtp://[mx.example.org],          'expected an address in brackets such as [2001:db8::1], not ''[mx.example.org]'''",
        "smtp://[],                        'expected an address in brackets such as [2001:db8::1], not ''[]'''",
        "smtp://[IPv6:::1],                'expected an address in brackets such as [2001:db8::1], not ''[IPv6:::1]'''",
    })
    void saysWhatItExpected(String text, String sentence) {
        assertRefused(text, sentence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":25",
                "smtp://",
                "smtp://:25",
                "smtp://mx..example.org",
                "smtp://.org",
                "smtp://-mx.org",
                "smtp://mx-.org",
                "smtp://mx.example.org/path",
                "smtp://mx example",
                "smtp://mx\r\n.org",
                "smtp://*",
                "smtp://192.0.2.256",
                "smtp://192.0.2",
                "smtp://b\u00fc/cher.example",
                "smtp://xn--a.example",
                "smtp://\uff11.2.3.4",
                "smtp://bücher.1"
            })
    void refusesWhatIsNoHost(String text) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> RelayUrl.parse(text));
        assertEquals(
                "expected a host name or address",
                String.valueOf(refused.getMessage()).split(",", -1)[0]);
    }

    @Test
    void refusesAHostThatIsTooLong() {
        String host = "a.".repeat(126) + "org";
        assertThrows(IllegalArgumentException.class, () -> RelayUrl.parse(host));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "mx.example.org:25,             smtp://mx.example.org",
        "smtp+tls://mx.example.org,     tls://mx.example.org",
        "smtps://mx.example.org:465,    smtps://mx.example.org",
        "smtps://mx.example.org:25,     smtps://mx.example.org:25",
        "[2001:db8::1]:2525,            smtp://[2001:db8::1]:2525",
        "smtp+notls://192.0.2.1,        smtp+notls://192.0.2.1",
    })
    void writesAUrlThatReadsBack(String text, String written) {
        assertEquals(written, RelayUrl.parse(text).toString());
        assertEquals(RelayUrl.parse(text), RelayUrl.parse(written));
    }

    private static void assertRefused(String text, String sentence) {
        assertEquals(
                sentence,
                assertThrows(IllegalArgumentException.class, () -> RelayUrl.parse(text))
                        .getMessage());
    }
}
