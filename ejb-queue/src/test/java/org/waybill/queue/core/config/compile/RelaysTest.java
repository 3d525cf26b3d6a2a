package org.waybill.queue.core.config.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.config.Problem;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.relay.RelayHosts.Answer;
import org.waybill.queue.core.relay.RelayOptions;
import org.waybill.queue.core.relay.RelayTarget;
import org.waybill.queue.core.relay.RelayTarget.Policy;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.TlsChoice;
import org.waybill.queue.core.relay.UrlOptions;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.smtp.ReversePath;

/** {@code action … relay}: what its options come to. */
class RelaysTest {

    private static final Map<String, String> FILES = Map.of(
            "mx", "# @list\nssl://mx1.poolp.org\nssl://mx2.poolp.org\n",
            "secrets", "lab1 joe:joepw\nlab2 ann:annpw\n",
            "bad", "a.test\ngopher://b.test\ntls://nobody@c.test\nd.test?ca=none\n",
            "domains", "dest.test tls://a.test, b.test\n*.dest.test: smtp://c.test:2525\n",
            "addresses", "10.9.0.5\nnowhere\n",
            "crt", "",
            "key", "");

    private static final String REST =
            """
            listen on 127.0.0.1 port 2525
            table mx file:mx
            table secrets file:secrets
            table bad file:bad
            table domains file:domains
            table addresses file:addresses
            pki mine cert crt
            pki mine key key
            ca own cert crt
            srs key "k"
            match for any action a
            action a relay\s""";

    private static Compilation.Compiled compiled(String options) {
        Compilation compilation = new Laboratory(FILES).compile(REST + options + "\n");
        return assertInstanceOf(Compilation.Compiled.class, compilation, compilation::toString);
    }

    private static Action.Relay relay(String options) {
        return (Action.Relay) Objects.requireNonNull(
                        compiled(options).configuration().actions().get(new ActionName("a")))
                .delivery();
    }

    private static Answer hosts(String options, String domain, String sender) {
        return relay(options).target().hosts(domain, ReversePath.parse(sender)).orElseThrow();
    }

    private static Answer.Urls urls(String... urls) {
        return new Answer.Urls(List.of(urls).stream().map(RelayUrl::parse).toList());
    }

    @Test
    void readsTheFirstProposalsFileAsItIs() {
        assertEquals(urls("ssl://mx1.poolp.org", "ssl://mx2.poolp.org"), hosts("via map \"mx\"", "x.test", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "host a.test,                          ROUND_ROBIN",
        "host <mx> policy failover,            FAILOVER",
        "'domain { a = b.test } policy ratio', RATIO",
        "host by sender { \"@\" = b.test } policy random, RANDOM",
    })
    void readsThePolicy(String options, Policy policy) {
        RelayTarget target = relay(options).target();
        assertEquals(
                policy,
                target instanceof RelayTarget.Hosts hosts
                        ? hosts.policy()
                        : target instanceof RelayTarget.ByDomain by
                                ? by.policy()
                                : ((RelayTarget.BySender) target).policy());
    }

    @Test
    void looksDomainsUpAsMatchDoes() {
        assertEquals(urls("tls://a.test", "b.test"), hosts("domain <domains>", "dest.test", ""));
        assertEquals(urls("smtp://c.test:2525"), hosts("domain <domains>", "x.y.dest.test", ""));
        assertEquals(
                new Answer.NoEntry("table <domains>: no entry for none.test"),
                hosts("domain <domains>", "none.test", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "joe@a.test,     one.test",
        "joe+tag@A.test, one.test",
        "ann@a.test,     two.test",
        "ann@b.test,     three.test",
        "'',             three.test",
    })
    void looksSendersUp(String sender, String host) {
        String table = "{ \"joe@a.test\" = one.test, \"@a.test\" = two.test, \"@\" = three.test }";
        assertEquals(urls(host), hosts("host by sender " + table, "x.test", sender));
    }

    @Test
    void theNullSenderIsInNoDomain() {
        assertEquals(
                new Answer.NoEntry("the table of the action: no entry for the null sender"),
                hosts("host by sender { \"@a.test\" = two.test }", "x.test", ""));
    }

    @Test
    void readsWhichExchangersCount() {
        assertEquals(new RelayTarget.Exchangers(true, ""), relay("backup").target());
        assertEquals(
                new RelayTarget.Exchangers(true, "relay3.test"),
                relay("backup mx relay3.test").target());
    }

    @Test
    void readsAllOptions() {
        RelayOptions options = relay("host tls://lab1@a.test auth <secrets> tls no-verify pki mine ca own"
                        + " protocols \"tlsv1.3\" ciphers \"ECDHE-RSA-AES128-GCM-SHA256:TLS_AES_128_GCM_SHA256\""
                        + " mail-from \"@b.test\" helo out.test helo-src { 10.9.0.5 = five.test }"
                        + " src { 10.9.0.5, 2001:db8::1 }")
                .options();
        assertEquals(new RelayOptions.Sender.Replaced("@b.test"), options.sender());
        assertEquals(UrlOptions.Verify.NO, options.verify());
        assertEquals("mine", options.pki());
        assertEquals("own", options.ca());
        assertEquals(
                new TlsChoice(
                        List.of("TLSv1.3"), List.of("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_AES_128_GCM_SHA256")),
                options.tls());
        assertEquals("out.test", options.names().helo());
        assertEquals(
                new LookupTable.Answer.Found("five.test"),
                Objects.requireNonNull(options.names().bySourceOrNull()).lookup("10.9.0.5"));
        assertEquals(
                new LookupTable.Contents.Values(List.of("10.9.0.5", "2001:db8::1")),
                Objects.requireNonNull(options.sources()).contents());
        assertEquals(
                new LookupTable.Answer.Found("joe:joepw"),
                Objects.requireNonNull(options.credentialsOrNull()).lookup("lab1"));
    }

    @Test
    void saysNothingThatIsNotSaid() {
        RelayOptions options = relay("").options();
        assertEquals(RelayOptions.USUAL, options);
        assertNull(options.credentialsOrNull());
        assertInstanceOf(
                RelayOptions.Sender.Rewritten.class, relay("srs").options().sender());
        assertEquals(UrlOptions.Verify.YES, relay("tls").options().verify());
    }

    @Test
    void warnsOfRowsElsewhereThatCannotBeUsed() {
        assertEquals(
                List.of(
                        "configuration:12:22: table <bad>: 'gopher://b.test': unknown schema 'gopher://': expected smtp,"
                                + " tls, smtp+tls, smtps, ssl, smtp+notls or lmtp; " + RelayUrlCheck.WAITS,
                        "configuration:12:22: table <bad>: table <secrets> has no credentials under 'nobody';"
                                + " mail waits until it has",
                        "configuration:12:22: table <bad>: there is no ca 'none'; " + RelayUrlCheck.WAITS),
                warnings("host <bad> auth <secrets>"));
    }

    @Test
    void warnsOfALabelThatATableElsewhereLacks() {
        assertEquals(
                List.of(
                        "configuration:12:21: table <secrets> has no credentials under 'lab3'; mail waits until it has"),
                warnings("host tls://lab3@a.test auth <secrets>"));
    }

    @Test
    void warnsOfSourcesElsewhereThatAreNoAddresses() {
        assertEquals(
                List.of("configuration:12:21: table <addresses>: 'nowhere' is no address; expected addresses of this"
                        + " server; " + RelayUrlCheck.WAITS),
                warnings("src <addresses>"));
    }

    private static List<String> warnings(String options) {
        return compiled(options).warnings().stream().map(Problem::toString).toList();
    }
}
