package org.waybill.queue.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.queue.core.relay.RelayHosts;
import org.waybill.queue.core.relay.RelayOptions;
import org.waybill.queue.core.relay.RelayTarget;
import org.waybill.queue.core.relay.RelayTarget.Policy;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.RouteLimits;
import org.waybill.queue.core.relay.TlsChoice;
import org.waybill.queue.core.relay.TlsTerms;
import org.waybill.queue.core.relay.Trust;
import org.waybill.queue.core.relay.UrlOptions.Verify;

class TlsDemandTest {

    private static final Trust NAMED = new Trust.Named(List.of("mx.test"), "house");
    private static final Trust DANE = new Trust.Dane(List.of(new Trust.Tlsa(3, 1, 1, "ab")), List.of("mx.test"));

    private static final Map<String, TlsTerms> TERMS = Map.ofEntries(
            Map.entry("plain", new TlsTerms.Never()),
            Map.entry("offered", new TlsTerms.IfOffered()),
            Map.entry("starttls anyone", new TlsTerms.ByStartTls(new Trust.Anyone())),
            Map.entry("starttls named", new TlsTerms.ByStartTls(NAMED)),
            Map.entry("starttls dane", new TlsTerms.ByStartTls(DANE)),
            Map.entry("at once anyone", new TlsTerms.FromTheStart(new Trust.Anyone())),
            Map.entry("at once named", new TlsTerms.FromTheStart(NAMED)));

    private static RelayOptions options(Verify verify) {
        return new RelayOptions(
                new RelayOptions.Sender.Kept(),
                verify,
                "",
                "house",
                TlsChoice.USUAL,
                RelayOptions.Names.SERVER,
                null,
                null);
    }

    private static TlsDemand demand(Verify ofAction, boolean required) {
        return new TlsDemand(options(ofAction), required, required);
    }

    private static NextHops.Hop host(String terms, boolean authenticated) {
        return new NextHops.Hop(
                RelayUrl.parse("mx.test"),
                List.of(InetAddress.getLoopbackAddress()),
                10,
                TERMS.getOrDefault(terms, new TlsTerms.Never()),
                new NextHops.Grounds("", authenticated, null, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            # the host's terms  | tls of the action | REQUIRETLS | host proved | what is demanded
            plain               | UNSAID            | false      | false       | plain
            plain               | YES               | false      | false       | nothing will do
            plain               | UNSAID            | true       | true        | nothing will do
            offered             | UNSAID            | false      | false       | offered
            offered             | NO                | false      | false       | starttls anyone
            offered             | YES               | false      | false       | starttls named
            offered             | UNSAID            | true       | true        | starttls named
            offered             | NO                | true       | true        | starttls named
            offered             | UNSAID            | true       | false       | nothing will do
            starttls anyone     | UNSAID            | false      | true        | starttls anyone
            starttls anyone     | YES               | false      | false       | starttls named
            starttls anyone     | UNSAID            | true       | true        | starttls named
            starttls anyone     | NO                | false      | true        | starttls anyone
            starttls dane       | UNSAID            | true       | true        | starttls dane
            starttls dane       | NO                | false      | true        | starttls dane
            at once anyone      | UNSAID            | true       | true        | at once named
            at once named       | UNSAID            | true       | true        | at once named
            """)
    void demandsWhatTheStrictestOfAllDemands(
            String terms, Verify ofAction, boolean required, boolean proved, String demanded) {
        Optional<TlsTerms> answer = demand(ofAction, required).terms(host(terms, proved));
        if (demanded.equals("nothing will do")) {
            assertTrue(answer.isEmpty(), answer::toString);
        } else {
            assertEquals(Optional.ofNullable(TERMS.get(demanded)), answer);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            # URL                              | tls of the action | REQUIRETLS | what is demanded
            smtp://localhost                   | UNSAID | false | STARTTLS if it is offered, with any certificate, else plain text
            smtp://localhost?verify=no&ca=mine | UNSAID | false | STARTTLS if it is offered, with any certificate, else plain text
            smtp://localhost                   | YES    | false | STARTTLS, a certificate for localhost from ca house
            smtp://localhost                   | NO     | false | STARTTLS, any certificate
            smtp://localhost?verify=no&ca=mine | YES    | false | STARTTLS, any certificate
            smtp://localhost?ca=mine           | YES    | false | STARTTLS, a certificate for localhost from ca mine
            tls://localhost                    | NO     | false | STARTTLS, any certificate
            tls://localhost?verify=no          | YES    | false | STARTTLS, any certificate
            tls://localhost?verify=yes         | NO     | false | STARTTLS, a certificate for localhost from ca house
            smtps://localhost?ca=mine          | UNSAID | false | TLS from the start, a certificate for localhost from ca mine
            smtps://localhost?verify=no        | YES    | false | TLS from the start, any certificate
            # for REQUIRETLS any certificate is not enough, whatever the URL says; whose authorities count, it says
            smtp://localhost                   | UNSAID | true  | STARTTLS, a certificate for localhost from ca house
            smtp://localhost?verify=no&ca=mine | UNSAID | true  | STARTTLS, a certificate for localhost from ca mine
            tls://localhost?verify=no&ca=mine  | NO     | true  | STARTTLS, a certificate for localhost from ca mine
            smtps://localhost?verify=no&ca=mine | NO    | true  | TLS from the start, a certificate for localhost from ca mine
            """)
    void takesWhatTheUrlSaysBeforeWhatTheActionSays(String url, Verify ofAction, boolean required, String demanded) {
        Action.Relay relay = new Action.Relay(
                new RelayTarget.Hosts(new RelayHosts.Listed(List.of(RelayUrl.parse(url))), Policy.FAILOVER),
                options(ofAction));
        MxHosts hosts =
                new MxHosts(NameServers.of(List.of(), Duration.ofSeconds(20)), "mx.waybill.test", 25, new Random(1));
        NextHops next = new RelayWays(hosts, (owner, policy, urls) -> urls, LookUpWitness.NOBODY)
                .of(
                        relay,
                        TestMail.job(TestMail.TEXT, TestMail.envelope("bob@example.org")),
                        RouteLimits.STANDARD.families(),
                        () -> true)
                .get(0)
                .next()
                .get();
        NextHops.Hop host = ((NextHops.Found) next).hops().get(0);
        assertEquals(
                demanded,
                demand(ofAction, required).terms(host).map(HopText::terms).orElse("nothing will do"));
    }
}
