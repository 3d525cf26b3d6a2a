package org.waybill.queue.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waybill.queue.agent.HostDoors.Knock;
import org.waybill.queue.core.deliver.ReplyLine;
import org.waybill.queue.core.relay.Hop;
import org.waybill.queue.core.relay.RelayOptions;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.TlsTerms;
import org.waybill.queue.core.relay.Trust;

/** Which addresses of a host are tried. */
class HostDoorsTest {

    private static final String[] FIVE = {"192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4", "192.0.2.5"};

    private final List<String> seen = new ArrayList<>();

    private static NextHops.Hop host(String url, TlsTerms terms, String... addresses) throws UnknownHostException {
        List<InetAddress> all = new ArrayList<>();
        for (String address : addresses) {
            all.add(InetAddress.getByName(address));
        }
        return new NextHops.Hop(RelayUrl.parse(url), all, 0, terms, NextHops.Grounds.URL);
    }

    /** Knocks at every door that is shown, and answers in this order; the last answer for ever. */
    private void visit(NextHops.Hop host, Knock... answers) {
        new HostDoors("mx.waybill.test").of(host, host.terms(), RelayOptions.USUAL, new HostDoors.Caller() {
            private int knocks;

            @Override
            public void missing(ReplyLine reply) {
                seen.add("missing");
            }

            @Override
            public Knock knock(Hop door) {
                seen.add(door.address().getHostAddress() + ":" + door.port());
                return answers[Math.min(knocks++, answers.length - 1)];
            }
        });
    }

    private void visit(String... addresses) throws UnknownHostException {
        visit(host("smtp://h.test", new TlsTerms.Never(), addresses), Knock.TRIED);
    }

    @Test
    void fourAreTried() throws Exception {
        visit(FIVE);
        assertEquals(List.of("192.0.2.1:25", "192.0.2.2:25", "192.0.2.3:25", "192.0.2.4:25"), seen);
    }

    @Test
    void theFirstOneThatAnswersIsTheLastOneAsked() throws Exception {
        visit(host("smtp://h.test", new TlsTerms.Never(), FIVE), Knock.TRIED, Knock.ANSWERED);
        assertEquals(List.of("192.0.2.1:25", "192.0.2.2:25"), seen);
    }

    @Test
    void thoseThatAreOnlyPassedByDoNotCount() throws Exception {
        visit(host("smtp://h.test", new TlsTerms.Never(), FIVE), Knock.PASSED, Knock.TRIED);
        assertEquals(5, seen.size());
    }

    @Test
    void thoseThatCannotBeReachedFromOurAddressDoNotCount() throws Exception {
        visit(
                host(
                        "smtp://h.test?src=192.0.2.99",
                        new TlsTerms.Never(),
                        "2001:db8::1",
                        "2001:db8::2",
                        "2001:db8::3",
                        "2001:db8::4",
                        "192.0.2.1"),
                Knock.TRIED);
        assertEquals(List.of("missing", "missing", "missing", "missing", "192.0.2.1:25"), seen);
    }

    /** A rest of one door says nothing of the other. */
    @Test
    void bothDoorsOfAnAddressAreOneTry() throws Exception {
        TlsTerms atOnce = new TlsTerms.FromTheStart(new Trust.Anyone());
        visit(host("ssl://h.test", atOnce, FIVE), Knock.TRIED, Knock.PASSED, Knock.TRIED);
        assertEquals(8, seen.size());
        assertEquals(List.of("192.0.2.1:465", "192.0.2.1:25", "192.0.2.2:465"), seen.subList(0, 3));
    }
}
