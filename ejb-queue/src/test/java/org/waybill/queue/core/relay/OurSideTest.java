package org.waybill.queue.core.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waybill.queue.core.tables.InlineTable;
import org.waybill.queue.core.tables.InlineTable.Entry;
import org.waybill.queue.core.tables.LookupTable;
import org.waybill.smtp.AddressLiteral;

/** Which of our addresses a session comes from, and what it calls itself. */
class OurSideTest {

    private static final InetAddress HOST4 = address("192.0.2.1");
    private static final InetAddress HOST6 = address("2001:db8::99");

    private static final LookupTable NAMES = new InlineTable(
            "names",
            List.of(
                    new Entry("10.9.0.5", "five.test"),
                    new Entry("2001:db8::5", "six.test"),
                    new Entry("10.9.0.6", "no name")));

    private static InetAddress address(String text) {
        return AddressLiteral.parse(text).orElseThrow();
    }

    private static UrlOptions url(String options) {
        return UrlOptionsSyntax.parse(options);
    }

    private static SourceAddresses.Answer from(long turn, InetAddress host, String... list) {
        return SourceAddresses.of(InlineTable.listOf("src", List.of(list)), UrlOptions.NONE, turn, host);
    }

    private static SourceAddresses.Answer is(String address) {
        return new SourceAddresses.Answer.Address(address(address));
    }

    @Test
    void takesAddressesInTurn() {
        assertEquals(is("10.0.0.1"), from(0, HOST4, "10.0.0.1", "10.0.0.2"));
        assertEquals(is("10.0.0.2"), from(1, HOST4, "10.0.0.1", "10.0.0.2"));
        assertEquals(is("10.0.0.1"), from(2, HOST4, "10.0.0.1", "10.0.0.2"));
        assertEquals(is("10.0.0.2"), from(Long.MIN_VALUE + 1, HOST4, "10.0.0.1", "10.0.0.2"));
    }

    @Test
    void takesOnlyThoseThatReachTheHost() {
        assertEquals(is("2001:db8::1"), from(0, HOST6, "10.0.0.1", "2001:db8::1"));
        assertEquals(is("2001:db8::1"), from(1, HOST6, "10.0.0.1", "2001:db8::1"));
        assertEquals(new SourceAddresses.Answer.NoneOfFamily(), from(0, HOST6, "10.0.0.1"));
    }

    @Test
    void theUrlsAddressGoesFirst() {
        LookupTable list = InlineTable.listOf("src", List.of("10.0.0.1"));
        assertEquals(is("10.0.0.7"), SourceAddresses.of(list, url("src=10.0.0.7"), 3, HOST4));
        assertEquals(
                new SourceAddresses.Answer.NoneOfFamily(), SourceAddresses.of(list, url("src=10.0.0.7"), 3, HOST6));
    }

    @Test
    void withoutAListTheSystemChooses() {
        assertEquals(new SourceAddresses.Answer.Any(), SourceAddresses.of(null, UrlOptions.NONE, 0, HOST4));
    }

    @Test
    void saysWhyThereIsNoAddress() {
        assertEquals(
                new SourceAddresses.Answer.Unavailable("table <src>: gone"),
                SourceAddresses.of(new GoneTable("src", "gone"), UrlOptions.NONE, 0, HOST4));
        assertEquals(new SourceAddresses.Answer.Unavailable("table <src> holds no address"), from(0, HOST4));
        assertEquals(
                new SourceAddresses.Answer.Unavailable("table <src>: 'mx.test' is no address"),
                from(0, HOST4, "10.0.0.1", "mx.test"));
    }

    @Test
    void callsItselfByUrlThenSourceThenActionThenServer() {
        InetAddress five = address("10.9.0.5");
        RelayOptions.Names names = new RelayOptions.Names("action.test", NAMES);
        assertEquals(name("url.test"), HeloNames.of(names, url("helo=url.test"), five, "server.test"));
        assertEquals(name("five.test"), HeloNames.of(names, UrlOptions.NONE, five, "server.test"));
        assertEquals(name("six.test"), HeloNames.of(names, UrlOptions.NONE, address("2001:db8:0::5"), "server.test"));
        assertEquals(name("action.test"), HeloNames.of(names, UrlOptions.NONE, null, "server.test"));
        assertEquals(
                name("server.test"), HeloNames.of(RelayOptions.Names.SERVER, UrlOptions.NONE, five, "server.test"));
    }

    private static HeloNames.Answer name(String name) {
        return new HeloNames.Answer.Name(name);
    }

    @Test
    void saysWhyThereIsNoName() {
        RelayOptions.Names names = new RelayOptions.Names("action.test", NAMES);
        assertEquals(
                new HeloNames.Answer.Unavailable("table <names>: there is no name for 10.0.0.9"),
                HeloNames.of(names, UrlOptions.NONE, address("10.0.0.9"), "server.test"));
        assertEquals(
                new HeloNames.Answer.Unavailable("table <names>: 'no name' is no host name"),
                HeloNames.of(names, UrlOptions.NONE, address("10.9.0.6"), "server.test"));
        assertEquals(
                new HeloNames.Answer.Unavailable("table <names>: gone"),
                HeloNames.of(
                        new RelayOptions.Names("", new GoneTable("names", "gone")),
                        UrlOptions.NONE,
                        HOST4,
                        "server.test"));
    }
}
