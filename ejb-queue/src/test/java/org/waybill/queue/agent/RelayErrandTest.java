package org.waybill.queue.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.waybill.queue.agent.client.SessionClaim;
import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.deliver.BodyScan;
import org.waybill.queue.core.deliver.DeliveryJob;
import org.waybill.queue.core.deliver.TestMail;
import org.waybill.queue.core.relay.Hop;
import org.waybill.queue.core.relay.MtaLimits;
import org.waybill.queue.core.relay.RelayOptions;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.RouteLimits;
import org.waybill.queue.core.relay.TlsTerms;

/** Whose bounds a session has. */
class RelayErrandTest {

    private static final RelayUrl SMART = RelayUrl.parse("smtp://smart.test");

    private static RouteLimits bounded(int all) {
        RouteLimits usual = RouteLimits.STANDARD;
        return new RouteLimits(
                all,
                all,
                all,
                all,
                all,
                all,
                usual.betweenRouteConnections(),
                usual.mailsPerSession(),
                usual.keepAlive(),
                usual.failuresPerSession(),
                usual.families());
    }

    private static SessionClaim claim(Action action, Map<String, RouteLimits> byDomain) throws Exception {
        DeliveryJob job = TestMail.job(TestMail.TEXT, TestMail.envelope("bob@example.org"));
        RelayErrand errand = new RelayErrand(
                (Action.Relay) action, job, BodyScan.of(job.body()), new MtaLimits(bounded(50), byDomain, 100));
        Hops.Answer answer = new Hops("mx.waybill.test")
                .of(RelayOptions.USUAL, SMART, InetAddress.getLoopbackAddress(), new TlsTerms.Never());
        Hop door = ((Hops.Answer.Known) answer).hops().get(0);
        return errand.claim(SMART, door);
    }

    @Test
    void thoseOfTheDomainWithItsExchangers() throws Exception {
        SessionClaim claim = claim(Action.Relay.byExchangers(), Map.of("example.org", bounded(2)));
        assertEquals("example.org", claim.domain());
        assertEquals(bounded(2), claim.limits());
    }

    /** Counted over the sessions of all domains, the bounds of one of them would leave it without a session for ever. */
    @Test
    void noneOfTheDomainsWithAHostThatAUrlNames() throws Exception {
        SessionClaim claim = claim(RelayRig.to("smtp://smart.test"), Map.of("example.org", bounded(2)));
        assertEquals("smart.test", claim.domain());
        assertEquals(bounded(50), claim.limits());
    }

    @Test
    void thoseOfAHostThatAUrlNamesButForTheRelay() throws Exception {
        SessionClaim claim = claim(RelayRig.to("smtp://smart.test"), Map.of("smart.test", bounded(2)));
        assertEquals(bounded(2).withPerRelay(50), claim.limits());
    }
}
