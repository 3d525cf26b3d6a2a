package org.waybill.smtp.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waybill.smtp.listener.ListenerSpec.Caps;
import org.waybill.smtp.listener.SessionLimits;
import org.waybill.smtp.netty.SessionCensus.Answer;

class SessionCensusTest {

    private final SessionCensus whole = new SessionCensus();
    private final SessionCensus listener = new SessionCensus();

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal);
    }

    private SessionPlace place(Caps caps, String client) throws UnknownHostException {
        return new SessionPlace(whole, listener, SessionLimits.defaults(), caps, address(client));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1, SOURCE_FULL",
        "192.0.2.1, 192.0.2.2, ADMITTED",
        "2001:db8:1:2::1, 2001:db8:1:2:ffff:ffff:ffff:ffff, SOURCE_FULL",
        "2001:db8:1:2::1, 2001:db8:1:3::1, ADMITTED",
        "192.0.2.1, ::ffff:192.0.2.1, SOURCE_FULL",
        "0.0.0.0, ::, ADMITTED"
    })
    void countsBySource(String first, String second, Answer answer) throws UnknownHostException {
        assertEquals(Answer.ADMITTED, whole.admit(address(first), 10, 1));
        assertEquals(answer, whole.admit(address(second), 10, 1));
    }

    @Test
    void givesPlacesBack() throws UnknownHostException {
        SessionPlace first = place(new Caps(1, 1), "192.0.2.1");
        assertEquals(Answer.ADMITTED, first.take());
        first.leave();
        assertEquals(0, whole.open());
        assertEquals(Answer.ADMITTED, place(new Caps(1, 1), "192.0.2.1").take());
    }

    @Test
    void takesNoPlaceOfTheServerWhereTheListenerHasNone() throws UnknownHostException {
        assertEquals(Answer.ADMITTED, place(new Caps(1, 1), "192.0.2.1").take());
        assertEquals(Answer.FULL, place(new Caps(1, 1), "192.0.2.2").take());
        assertEquals(Answer.SOURCE_FULL, place(new Caps(2, 1), "192.0.2.1").take());
        assertEquals(1, whole.open());
    }

    @Test
    void movesAPlaceToTheClientBehindAProxy() throws UnknownHostException {
        Caps caps = new Caps(2, 1);
        SessionPlace first = place(caps, "192.0.2.1");
        SessionPlace second = place(caps, "192.0.2.1");
        assertEquals(Answer.ADMITTED, first.take());
        assertEquals(Answer.SOURCE_FULL, second.take());
        assertEquals(Answer.ADMITTED, second.takeForUnknown());
        assertEquals(Answer.ADMITTED, first.belongsTo(address("198.51.100.1")));
        assertEquals(Answer.SOURCE_FULL, second.belongsTo(address("198.51.100.1")));
        assertEquals(Answer.ADMITTED, second.belongsTo(address("192.0.2.1")));
        assertEquals(2, whole.open());
        first.leave();
        assertEquals(Answer.ADMITTED, second.belongsTo(address("198.51.100.1")));
        second.leave();
        assertEquals(0, whole.open());
        assertEquals(Answer.ADMITTED, whole.admit(address("192.0.2.1"), 1, 1));
    }
}
