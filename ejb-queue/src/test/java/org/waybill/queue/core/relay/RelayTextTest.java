package org.waybill.queue.core.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.core.relay.RelayTarget.Policy;
import org.waybill.queue.core.relay.UrlOptions.Verify;
import org.waybill.queue.core.tables.InlineTable;
import org.waybill.queue.core.tables.InlineTable.Entry;
import org.waybill.smtp.ReversePath;

class RelayTextTest {

    private static RelayOptions options(Verify verify) {
        return new RelayOptions(
                new RelayOptions.Sender.Kept(),
                verify,
                "",
                "",
                TlsChoice.USUAL,
                RelayOptions.Names.SERVER,
                null,
                new InlineTable("secrets", List.of(new Entry("l", "joe:s3cret"))));
    }

    private static String text(RelayTarget target, RelayOptions options) {
        return new RelayText(target, options).of("dest.test", ReversePath.parse("joe@a.test"));
    }

    private static RelayTarget.Hosts hosts(Policy policy, String... urls) {
        return new RelayTarget.Hosts(
                new RelayHosts.Listed(Stream.of(urls).map(RelayUrl::parse).toList()), policy);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.test                       | UNSAID | smtp://a.test (with STARTTLS if it is offered, else in plain text)",
                "a.test                       | YES    | smtp://a.test (with STARTTLS, a certificate for the host's name)",
                "a.test                       | NO     | smtp://a.test (with STARTTLS, any certificate)",
                "a.test?verify=no             | YES    | smtp://a.test?verify=no (with STARTTLS, any certificate)",
                "a.test?verify=no             | UNSAID | smtp://a.test?verify=no (with STARTTLS if it is offered, else in plain text)",
                "tls://a.test?verify=yes      | NO     | tls://a.test?verify=yes (with STARTTLS, a certificate for the host's name)",
                "tls://a.test?rate=5/m        | UNSAID | tls://a.test?rate=5/m (with STARTTLS, a certificate for the host's name)",
                "tls://a.test?verify=dane     | NO     | tls://a.test?verify=dane (with STARTTLS, a certificate that the DNS names (DANE))",
                "smtps://l@a.test             | NO     | smtps://l@a.test (with TLS from the start, any certificate, signing in with 'l')",
                "ssl://m@a.test               | UNSAID | ssl://m@a.test (with TLS from the start, else STARTTLS, a certificate for the host's name, which waits: table <secrets> has no credentials under 'm')",
                "lmtp://a.test:24             | UNSAID | lmtp://a.test:24 (in plain text)",
            })
    void saysWhatAHostDemands(String url, Verify demanded, String text) {
        assertEquals("relay by " + text, text(hosts(Policy.RATIO, url), options(demanded)));
    }

    @ParameterizedTest
    @CsvSource({
        "FAILOVER,    in this order",
        "ROUND_ROBIN, in turn",
        "RANDOM,      in random order",
        "RATIO,       in proportion to their weights"
    })
    void saysInWhichOrder(Policy policy, String order) {
        assertEquals(
                "relay " + order + " by smtp+notls://a.test (in plain text), smtp+notls://b.test (in plain text)",
                text(hosts(policy, "smtp+notls://a.test", "smtp+notls://b.test"), RelayOptions.USUAL));
    }

    @Test
    void saysWhichExchangersCount() {
        String tls = " (with STARTTLS if it is offered, else in plain text)";
        assertEquals(
                "relay by the MX records of dest.test" + tls, text(RelayTarget.Exchangers.ALL, RelayOptions.USUAL));
        assertEquals(
                "relay by the MX records of dest.test, those preferred to this server" + tls,
                text(new RelayTarget.Exchangers(true, ""), RelayOptions.USUAL));
        assertEquals(
                "relay by the MX records of dest.test, those preferred to mx3.test" + tls,
                text(new RelayTarget.Exchangers(true, "mx3.test"), RelayOptions.USUAL));
    }

    @Test
    void saysWhyThereIsNoHost() {
        assertEquals(
                "relay by nobody: table <map>: no entry for dest.test",
                text(
                        new RelayTarget.ByDomain(
                                new InlineTable("map", List.of(new Entry("a.test", "b.test"))), Policy.RANDOM),
                        RelayOptions.USUAL));
        assertEquals(
                "relay by nobody: table <map>: gone",
                text(new RelayTarget.BySender(new GoneTable("map", "gone"), Policy.RANDOM), RelayOptions.USUAL));
    }

    @Test
    void saysAllOptions() {
        RelayOptions options = new RelayOptions(
                new RelayOptions.Sender.Replaced("@b.test"),
                Verify.YES,
                "mine",
                "own",
                new TlsChoice(List.of("TLSv1.3"), List.of("TLS_AES_128_GCM_SHA256")),
                new RelayOptions.Names("out.test", new InlineTable("names", List.of())),
                InlineTable.listOf("<anonymous>", List.of("10.0.0.1")),
                null);
        assertEquals(
                "relay by tls://a.test (with STARTTLS, a certificate for the host's name); showing pki mine, trusting ca"
                        + " own, speaking TLSv1.3, with ciphers TLS_AES_128_GCM_SHA256, from the table of the action,"
                        + " called as says table <names>, called out.test, with @b.test as its sender",
                text(hosts(Policy.FAILOVER, "tls://a.test"), options));
    }
}
