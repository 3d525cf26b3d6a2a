package org.waybill.queue.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.queue.core.relay.RelayUrl;
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
            starttls anyone     | YES               | false      | false       | starttls anyone
            starttls anyone     | UNSAID            | true       | true        | starttls named
            starttls dane       | UNSAID            | true       | true        | starttls dane
            starttls dane       | NO                | false      | true        | starttls dane
            at once anyone      | UNSAID            | true       | true        | at once named
            at once named       | UNSAID            | true       | true        | at once named
            """)
    void demandsWhatTheStrictestOfAllDemands(
            String terms, Verify ofAction, boolean required, boolean proved, String demanded) {
        TlsDemand demand = new TlsDemand(ofAction, "house", required, required);
        Optional<TlsTerms> answer = demand.terms(host(terms, proved));
        if (demanded.equals("nothing will do")) {
            assertTrue(answer.isEmpty(), answer::toString);
        } else {
            assertEquals(Optional.ofNullable(TERMS.get(demanded)), answer);
        }
    }
}
