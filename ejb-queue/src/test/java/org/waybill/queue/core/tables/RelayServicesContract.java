package org.waybill.queue.core.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.relay.Credentials;
import org.waybill.queue.core.relay.HeloNames;
import org.waybill.queue.core.relay.Login;
import org.waybill.queue.core.relay.RelayHosts;
import org.waybill.queue.core.relay.RelayOptions;
import org.waybill.queue.core.relay.RelayTarget;
import org.waybill.queue.core.relay.RelayTarget.Policy;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.SourceAddresses;
import org.waybill.queue.core.relay.UrlOptions;
import org.waybill.smtp.AddressLiteral;
import org.waybill.smtp.ReversePath;

/** What relays look up in tables, whatever the source of the table. */
public interface RelayServicesContract {

    LookupTable list(String... values);

    LookupTable mapping(String key, String value);

    @Test
    default void listsUrls() {
        assertEquals(
                Optional.of(urls("tls://a.test:587?weight=2")),
                new RelayTarget.Hosts(new RelayHosts.FromTable(list("tls://a.test:587?weight=2")), Policy.RATIO)
                        .hosts("x.test", new ReversePath.Null()));
    }

    @Test
    default void hasUrlsUnderADomain() {
        RelayTarget target =
                new RelayTarget.ByDomain(mapping("*.dest.test", "tls://a.test, smtp://b.test:2525"), Policy.FAILOVER);
        assertEquals(
                Optional.of(urls("tls://a.test", "smtp://b.test:2525")),
                target.hosts("x.y.dest.test", new ReversePath.Null()));
        assertEquals(
                RelayHosts.Answer.NoEntry.class,
                target.hosts("dest.test", new ReversePath.Null()).orElseThrow().getClass());
    }

    @Test
    default void hasUrlsUnderASender() {
        RelayTarget target = new RelayTarget.BySender(mapping("@a.test", "ssl://b.test"), Policy.FAILOVER);
        assertEquals(Optional.of(urls("ssl://b.test")), target.hosts("x.test", ReversePath.parse("joe@A.test")));
        assertEquals(
                RelayHosts.Answer.NoEntry.class,
                target.hosts("x.test", new ReversePath.Null()).orElseThrow().getClass());
    }

    @Test
    default void hasAUrlForTheNullSender() {
        assertEquals(
                Optional.of(urls("b.test")),
                new RelayTarget.BySender(mapping("@", "b.test"), Policy.FAILOVER)
                        .hosts("x.test", new ReversePath.Null()));
    }

    private static RelayHosts.Answer urls(String... urls) {
        return new RelayHosts.Answer.Urls(
                List.of(urls).stream().map(RelayUrl::parse).toList());
    }

    @Test
    default void hasCredentialsUnderALabel() {
        assertEquals(
                new Credentials.Answer.Found(new Login("lab1", "joe", "joe pw:x", Login.USUAL)),
                Credentials.of(mapping("lab1", "joe:joe pw:x"), RelayUrl.parse("tls://lab1@a.test")));
    }

    @Test
    default void listsSources() {
        assertEquals(
                new SourceAddresses.Answer.Address(
                        AddressLiteral.parse("2001:db8::1").orElseThrow()),
                SourceAddresses.of(
                        list("2001:db8::1"),
                        UrlOptions.NONE,
                        7,
                        AddressLiteral.parse("2001:db8::2").orElseThrow()));
    }

    @Test
    default void hasNamesUnderAddresses() {
        assertEquals(
                new HeloNames.Answer.Name("five.test"),
                HeloNames.of(
                        new RelayOptions.Names("", mapping("10.9.0.5", "five.test")),
                        UrlOptions.NONE,
                        AddressLiteral.parse("10.9.0.5").orElseThrow(),
                        "server.test"));
    }
}
