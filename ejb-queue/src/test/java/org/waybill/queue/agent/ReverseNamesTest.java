package org.waybill.queue.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.smtp.ReverseName;

class ReverseNamesTest {

    private final TestNameServer server = new TestNameServer(
            "2.0.9.10.in-addr.arpa. PTR Client.GOOD.test.",
            "client.good.test. A 10.9.0.2",
            "3.0.9.10.in-addr.arpa. PTR liar.test.",
            "liar.test. A 10.9.0.99",
            "5.0.9.10.in-addr.arpa. PTR nowhere.test.",
            "6.0.9.10.in-addr.arpa. FAIL",
            "7.0.9.10.in-addr.arpa. PTR unsure.test.",
            "unsure.test. FAIL",
            "8.0.9.10.in-addr.arpa. PTR a\\013\\010b.test.",
            "9.0.9.10.in-addr.arpa. PTR liar.test.",
            "9.0.9.10.in-addr.arpa. PTR second.test.",
            "second.test. A 10.9.0.9",
            "10.0.9.10.in-addr.arpa. SILENT",
            "11.0.9.10.in-addr.arpa. CNAME 11.sub.in-addr.arpa.",
            "11.sub.in-addr.arpa. PTR delegated.test.",
            "delegated.test. A 10.9.0.11",
            "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. PTR six.test.",
            "six.test. AAAA 2001:db8::1");

    ReverseNamesTest() throws Exception {}

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "10.9.0.2, CONFIRMED, client.good.test",
        "10.9.0.3, UNCONFIRMED, liar.test",
        "10.9.0.4, NONE, ''",
        "10.9.0.5, UNCONFIRMED, nowhere.test",
        "10.9.0.6, TEMPORARY, ''",
        "10.9.0.7, TEMPORARY, ''",
        "10.9.0.8, NONE, ''",
        "10.9.0.9, CONFIRMED, second.test",
        "10.9.0.10, TEMPORARY, ''",
        "10.9.0.11, CONFIRMED, delegated.test",
        "2001:db8::1, CONFIRMED, six.test",
        "127.0.0.1, CONFIRMED, localhost",
        "::1, CONFIRMED, localhost"
    })
    void tellsTheNameAndWhetherItLeadsBack(String address, ReverseName.Status status, String name) throws Exception {
        NameServers names = NameServers.of(List.of(server.address()), Duration.ofSeconds(20));
        ReverseNames reverse =
                new ReverseNames(names, address.equals("10.9.0.10") ? Duration.ofMillis(1) : Duration.ofSeconds(20));
        assertEquals(
                new ReverseName(status, name),
                reverse.of(InetAddress.getByName(address)).toCompletableFuture().get());
    }
}
