package org.waybill.queue.core.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
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
        "http://mx.example.org,            'unknown schema ''http://'': expected smtp, tls, smtp+tls, smtps, ssl, smtp+notls or lmtp'",
        "://mx.example.org,                'unknown schema ''://'': expected smtp, tls, smtp+tls, smtps, ssl, smtp+notls or lmtp'",
        "label@mx.example.org,             'the label ''label@'' needs a schema that guarantees TLS, not smtp://: write tls://, smtps:// or ssl://'",
        "smtp+notls://l@mx.example.org,    'the label ''l@'' needs a schema that guarantees TLS, not smtp+notls://: write tls://, smtps:// or ssl://'",
        "lmtp://l@mx.example.org:24,       'the label ''l@'' needs a schema that guarantees TLS, not lmtp://: write tls://, smtps:// or ssl://'",
        "tls://@mx.example.org,            'expected a label of 1 to 64 letters, digits and . _ + = ~ - before the ''@'', not '''''",
        "tls://a b@mx.example.org,         'expected a label of 1 to 64 letters, digits and . _ + = ~ - before the ''@'', not ''a b'''",
        "tls://joe:secret@mx.example.org,  'a password does not belong into a URL: put it into a table, and its label before the ''@'''",
        "smtp+auth://mx.example.org,       '''smtp+auth://'' would send a password that could be read on its way: write tls+auth://, smtps+auth:// or ssl+auth://'",
        "lmtp+auth://mx.example.org:24,    '''lmtp+auth://'' would send a password that could be read on its way: write tls+auth://, smtps+auth:// or ssl+auth://'",
        "http+auth://mx.example.org,       'unknown schema ''http+auth://'': expected tls+auth, smtps+auth or ssl+auth'",
        "lmtp://mx.example.org,            'lmtp:// has no usual port: write lmtp://mx.example.org:24 or another one'",
        "lmtp://[::1],                     'lmtp:// has no usual port: write lmtp://[::1]:24 or another one'",
        "a.test?,                          'unknown option '''' behind the ''?'': expected one of weight, verify, pki, ca, src, helo, sessions, rate, auth, mail-from, joined by ''&'''",
        "a.test?wieght=2,                  'unknown option ''wieght'' behind the ''?'': expected one of weight, verify, pki, ca, src, helo, sessions, rate, auth, mail-from, joined by ''&'''",
        "a.test?weight,                    'the option ''weight'' has no value: write weight=…'",
        "a.test?weight=,                   'the option ''weight'' has no value: write weight=…'",
        "a.test?weight=1&weight=1,         'the option ''weight'' is given twice: keep one of them'",
        "a.test?weight=0,                  'expected weight= and a number within 1..10000, not ''0'''",
        "a.test?weight=99999999999,        'expected weight= and a number within 1..10000, not ''99999999999'''",
        "a.test?sessions=-1,               'expected sessions= and a number within 1..10000, not ''-1'''",
        "a.test?rate=10,                   'expected rate=N/s, N/m or N/h, not ''10'''",
        "a.test?rate=10/d,                 'expected rate=N/s, N/m or N/h, not ''10/d'''",
        "a.test?rate=0/s,                  'expected rate= and a number within 1..1000000, not ''0'''",
        "tls://a.test?verify=maybe,        'expected verify=yes, no or dane, not ''maybe'''",
        "a.test?verify=yes,                'verify= demands TLS and smtp:// does without it: write tls://, smtps:// or ssl://'",
        "a.test?verify=dane,               'verify= demands TLS and smtp:// does without it: write tls://, smtps:// or ssl://'",
        "smtp+notls://a.test?verify=no,    'verify= says nothing behind smtp+notls://, which never speaks TLS: take it out'",
        "lmtp://a.test:24?pki=x,           'pki= and ca= say nothing behind lmtp://, which never speaks TLS: take them out'",
        "a.test?pki=a/b,                   'expected pki= and the name of a pki of the configuration, not ''a/b'''",
        "a.test?src=a.test,                'expected src= and an address of this server such as 192.0.2.1, not ''a.test'''",
        "a.test?helo=a_b..c,               'expected a host name or an address in brackets to say behind EHLO, not ''a_b..c'''",
        "a.test?mail-from=@,               'expected user@domain, @domain or user in place of the sender, not ''@'''",
        "a.test?mail-from=a@b@c,           'expected user@domain, @domain or user in place of the sender, not ''a@b@c'''",
        "a.test?auth=plain,                'auth= says nothing without credentials: write a label before the host, or +auth behind the schema'",
        "'tls://l@a.test?auth=plain,plain', 'expected auth= and mechanisms out of plain, login, xoauth2 and scram-sha-256, each once, joined by commas, not ''plain,plain'''",
        "tls://l@a.test?auth=cram-md5,     'expected auth= and mechanisms out of plain, login, xoauth2 and scram-sha-256, each once, joined by commas, not ''cram-md5'''",
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

    /** What is written, and how it is printed. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "mx.example.org                            | smtp://mx.example.org",
                "smtp+tls://MX.example.org:25              | tls://mx.example.org",
                "ssl://mx.example.org                      | ssl://mx.example.org",
                "SSL+Auth://mx.example.org:465             | ssl+auth://mx.example.org",
                "smtp+tls+auth://mx.example.org            | tls+auth://mx.example.org",
                "smtps+auth://label@mx.example.org:587     | smtps://label@mx.example.org:587",
                "smtp+tls://lab2@relay1.test:587           | tls://lab2@relay1.test:587",
                "lmtp://[2001:DB8::1]:24                   | lmtp://[2001:db8::1]:24",
                "a.test?WEIGHT=003                         | smtp://a.test?weight=3",
                "a.test?weight=1                           | smtp://a.test",
                "tls://a.test?helo=[10.9.0.1]&src=[2001:db8::1]&verify=NO | tls://a.test?verify=no&src=2001:db8:0:0:0:0:0:1&helo=[10.9.0.1]",
                "tls://l@a.test?mail-from=@b.test&auth=LOGIN,plain&rate=10/M&sessions=5&ca=own&pki=mx&verify=dane&weight=2 | tls://l@a.test?weight=2&verify=dane&pki=mx&ca=own&sessions=5&rate=10/m&auth=login,plain&mail-from=@b.test",
                "a.test?mail-from=joe+x&rate=1/h           | smtp://a.test?rate=1/h&mail-from=joe+x",
                "a.test?mail-from=joe@b.test&rate=60/s     | smtp://a.test?rate=60/s&mail-from=joe@b.test",
            })
    void printsWhatItReads(String text, String canonical) {
        RelayUrl url = RelayUrl.parse(text);
        assertEquals(canonical, url.toString());
        assertEquals(url, RelayUrl.parse(canonical));
    }

    @Test
    void aLabelImpliesThatWeSignIn() {
        assertEquals(RelayUrl.parse("tls+auth://l@a.test"), RelayUrl.parse("tls://l@a.test"));
        assertTrue(RelayUrl.parse("tls://l@a.test").auth());
    }

    @Test
    void neverRepeatsAPassword() {
        for (String text : List.of("tls://joe:s3cret@a.test", "joe:s3cret@a.test", "x@y:s3cret@z", "tls://:s3cret@a")) {
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> RelayUrl.parse(text));
            assertFalse(String.valueOf(refused.getMessage()).contains("s3cret"), refused.getMessage());
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a.test                                 | a.test",
                "a.test,b.test                          | a.test b.test",
                " a.test ,  b.test\tc.test,             | a.test b.test c.test",
                "tls://l@a.test?auth=plain,login,b.test | tls://l@a.test?auth=plain,login b.test",
                "tls://l@a.test?auth=plain,login&weight=2 b.test | tls://l@a.test?auth=plain,login&weight=2 b.test",
                "a.test, login                          | a.test login",
            })
    void dividesATextIntoUrls(String text, String urls) {
        assertEquals(List.of(urls.split(" ")), RelayUrl.split(text));
    }

    /** Whatever the text is, it is a URL that is printed and read again as itself, or it is refused with a sentence. */
    @Test
    void survivesAnyText() {
        String[] pieces = {
            "smtp",
            "tls",
            "+auth",
            "+tls",
            "://",
            "label",
            "@",
            "a.test",
            "[::1]",
            ":",
            "25",
            "?",
            "&",
            "=",
            "weight",
            "verify",
            "dane",
            "src",
            "10.0.0.1",
            "rate",
            "1/s",
            "auth",
            "plain",
            ",",
            "helo",
            "mail-from",
            "ssl",
            "lmtp",
            "%00",
            "\u0000",
            "\r\n",
            "\u00fc",
            "\ud800",
            " ",
            "99999999999999999999",
            "-",
            ".",
            "[",
            "]",
            "\"",
            "'"
        };
        Random random = new Random(7);
        int read = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "tls://l@a.test?" : "");
            for (int n = random.nextInt(12); n >= 0; n--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            try {
                RelayUrl url = RelayUrl.parse(text.toString());
                assertEquals(url, RelayUrl.parse(url.toString()), text.toString());
                read++;
            } catch (IllegalArgumentException refused) {
                assertFalse(String.valueOf(refused.getMessage()).isBlank());
            }
        }
        assertTrue(read > 100, () -> "hardly any text was a URL");
    }
}
