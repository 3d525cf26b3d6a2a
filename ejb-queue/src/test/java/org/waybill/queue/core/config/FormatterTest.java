package org.waybill.queue.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FormatterTest {

    /** A text, and its canonical form. */
    record Example(String text, String canonical) {}

    private static Example canonical(String text) {
        return new Example(text, text);
    }

    static List<Example> examples() {
        return List.of(
                canonical(""),
                canonical("# only a comment\n"),
                canonical("# head\n\nqueue ttl 4d # behind\n\n# foot\n"),
                new Example("\n\n#a\n\n\n\n#b   \n\n\n", "#a\n\n#b\n"),
                new Example("\uFEFFqueue ttl 4d\r\n# x\r\n", "queue ttl 4d\n# x\n"),
                new Example("queue   ttl\t4d", "queue ttl 4d\n"),
                new Example("queue ttl \\\n  4d \\  \n # c", "queue ttl 4d # c\n"),
                canonical("smtp max-message-size 35M\n"),
                canonical("pki mail cert \"tls/cert.pem\"\npki mail key \"tls/key.pem\"\n"),
                canonical("listen on 127.0.0.1\n"),
                canonical("listen on ::1 port 2525 tls pki a b tag IN hostname mx.example.org max-message-size 1M\n"),
                new Example("listen on \"eth0\" smtps pki 'a'\n", "listen on eth0 smtps pki a\n"),
                canonical("listen on \"tls\" port 25\n"),
                canonical(
                        "listen on lo tls-require verify pki a ca b c auth <t> senders <s> masquerade received-auth\n"),
                canonical("listen on lo smtps pki a auth-optional tag IN\n"),
                new Example(
                        "listen on lo smtps pki a auth <auth> senders <senders>",
                        "listen on lo smtps pki a auth <\"auth\"> senders <\"senders\">\n"),
                canonical("listen on lo smtps verify pki a auth mask-src no-dsn proxy-v2 xclient { \"10.0.0.0/8\" }\n"),
                canonical("listen on lo port 24 lmtp inet4 proxy <p> max-clients 10 max-clients-per-source 2\n"),
                canonical("listen on lo hostnames { \"10.0.0.1\" = \"a.test\" } filter { \"a\", \"b\" }\n"),
                canonical("listen on socket filter \"f\" mask-src no-dsn tag IN\n"),
                new Example(
                        "filter f phase helo match !helo regex '^spam' reject '550 go away'",
                        "filter \"f\" phase helo match !helo regex \"^spam\" reject \"550 go away\"\n"),
                canonical("filter \"f\" phase connect match rdns <t> !fcrdns disconnect \"550 x\"\n"),
                canonical("filter \"f\" phase mail-from match mail-from \"@x.test\" auth rewrite \"<a@x.test>\"\n"),
                new Example("filter c chain { a, f }", "filter \"c\" chain { \"a\", \"f\" }\n"),
                canonical(
                        "match from rdns \"a.test\" for any reject\nmatch !from rdns for any reject\nmatch from socket for any reject\n"),
                canonical("ca a cert \"tls/ca.pem\"\n"),
                canonical("pki a self-signed\n"),
                canonical("smtp limit max-mails 100\nsmtp limit max-rcpt 1000\nqueue max-depth 500\n"),
                canonical("table t { \"a\", \"b\" }\n"),
                new Example("table t {\n a,\n\n b\n}\n", "table t { \"a\", \"b\" }\n"),
                new Example("table t { a b, }\n", "table t { \"a\", \"b\" }\n"),
                new Example("table t { k=v, \"x y\" = z }", "table t { \"k\" = \"v\", \"x y\" = \"z\" }\n"),
                new Example(
                        "table t { # the list\n a, # first\n # second\n b }\n",
                        "table t {\n    # the list\n    # first\n    \"a\",\n    # second\n    \"b\"\n}\n"),
                canonical("table t {\n    \"a\"\n    # last\n}\n"),
                canonical("table t file:/etc/mail/domains\n"),
                new Example("table t \"file:mx\"\n", "table t file:mx\n"),
                canonical("table t file:\"with blank\"\n"),
                canonical("table t db:aliases\n"),
                canonical("table t secret:relays\n"),
                canonical("src = \"db:aliases\"\ntable t $src\n"),
                canonical("table t sql:jdbc/mail \"select v from t where k = ?\"\n"),
                canonical(
                        "q = \"select v from t where k = ?\"\ntable t sql:java:app/x $q contents \"select k from t\"\n"),
                canonical(
                        "table t ldap:ldaps://[::1]:1636 base \"dc=x\" filter \"(mail=%s)\" attribute \"mail\" \"cn\" key"
                                + " \"uid\" bind \"dir\" auth <s> starttls no-verify ca \"ca.pem\"\n"),
                new Example(
                        "table t ldap://x filter \"(mail=%s)\" attribute mail",
                        "table t ldap:ldap://x filter \"(mail=%s)\" attribute \"mail\"\n"),
                canonical("mx = \"smtp://mx.example.org\"\naction \"out\" relay host $mx\n"),
                canonical("src = \"file:mx\"\ntable t $src\n"),
                new Example(
                        "action my_action maildir mail/x userbase <u>",
                        "action \"my_action\" maildir \"mail/x\" userbase <u>\n"),
                canonical("action \"a\" maildir userbase { \"alice\", \"bob\" }\n"),
                canonical("action \"match\" hold description \"say \\\"when\\\" \\\\ so\"\n"),
                canonical("action \"a\" relay ttl 1d retry 5m, 15m, 1h jitter 10%\n"),
                new Example("action a relay retry 5m,15m", "action \"a\" relay retry 5m, 15m\n"),
                new Example("action a relay via smtps://x.test", "action \"a\" relay host \"smtps://x.test\"\n"),
                new Example(
                        "action a relay host {smtps://x.test, y.test:26}",
                        "action \"a\" relay host { \"smtps://x.test\", \"y.test:26\" }\n"),
                canonical("action \"a\" relay host <mx>\n"),
                canonical("mta limit for domain a.test inet4 max-conn-per-host 1 inet6\n"),
                canonical("mta max-deferred 7\n"),
                new Example("action a relay via map \"mx\"", "action \"a\" relay host <mx>\n"),
                new Example(
                        "action a relay via by sender <mx> policy failover",
                        "action \"a\" relay host by sender <mx> policy failover\n"),
                canonical("action \"a\" relay host by sender { \"@a.test\" = \"tls://l@b.test\" } auth <s>\n"),
                canonical("action \"a\" relay domain <mx> policy ratio auth <s> tls no-verify pki mx ca own\n"),
                canonical("action \"a\" relay protocols \"TLSv1.3\" ciphers \"default\" helo [10.9.0.1]\n"),
                canonical("action \"a\" relay mail-from \"@a.test\" src 2001:db8::1 helo-src <names>\n"),
                canonical("action \"a\" relay src { \"10.0.0.1\", \"10.0.0.2\" } backup mx mx.test tls\n"),
                canonical("action \"a\" discard\n"),
                canonical("match action \"a\"\n"),
                canonical("match !from src { \"10.0.0.0/8\" } !for domain <d> action \"a\" description \"why\"\n"),
                new Example(
                        "match description why from local for rcpt-to a@b action a",
                        "match from local for rcpt-to \"a@b\" action \"a\" description \"why\"\n"),
                canonical("match from auth mail-from \"@x.test\" helo \"h\" tag IN !tls for any reject\n"),
                canonical("match from auth <u> for any reject\n"),
                canonical("match from any !auth { \"a\", \"b\" } for any reject\n"),
                new Example("match auth for any action a", "match auth for any action \"a\"\n"),
                new Example("match auth bob tls action a", "match auth \"bob\" tls action \"a\"\n"),
                canonical("match helo regex \"^mx\\\\.\" mail-from regex { \"a\", \"b\" } from src regex <r> reject\n"),
                new Example("match !helo regex \"\\.\" reject", "match !helo regex \"\\\\.\" reject\n"),
                new Example(
                        "match auth regex ^a tag regex ^b reject", "match auth regex \"^a\" tag regex \"^b\" reject\n"),
                canonical("match helo \"regex\" tag \"regex\" reject\n"),
                canonical("match tag { \"a\", \"b\" } reject\n"),
                canonical("match tls version \"1.3\" size >10M reject\n"),
                new Example("match size > 10M reject", "match size >10M reject\n"),
                new Example("match !size <= 1G reject", "match !size <=1G reject\n"),
                canonical("match size \">10M\" reject\n"),
                canonical("large = \"10M\"\nmatch size >=$large reject\n"),
                canonical("large = \">10M\"\nmatch size $large reject\n"),
                canonical("match from mail-from \"@\" rcpt-to { \"a\" } auth reject 450 \"4.7.1 later\"\n"));
    }

    private static Document read(String text) {
        Parsed parsed = new Parser(Includes.none()).parse("", text);
        assertEquals(List.of(), parsed.problems(), text);
        return parsed.document();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void writesTheCanonicalText(Example example) {
        assertEquals(example.canonical(), Formatter.format(read(example.text())));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void writesWhatIsReadAsTheSameTree(Example example) {
        Document document = read(example.text());
        assertEquals(document, read(Formatter.format(document)));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void leavesCanonicalTextAsItIs(Example example) {
        String once = Formatter.format(read(example.text()));
        assertEquals(once, Formatter.format(read(once)));
    }

    @Test
    void givesALongListALineForEachEntry() {
        String entry = "x".repeat(40);
        String list = "{ " + entry + "1, " + entry + "2, " + entry + "3 }";
        assertEquals(
                "table t {\n    \"" + entry + "1\",\n    \"" + entry + "2\",\n    \"" + entry + "3\"\n}\n",
                Formatter.format(read("table t " + list)));
    }
}
