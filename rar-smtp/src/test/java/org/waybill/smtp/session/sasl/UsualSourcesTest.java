package org.waybill.smtp.session.sasl;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.waybill.smtp.Network;

class UsualSourcesTest {

    private final UsualSources usual = new UsualSources(2);

    private static Network source(int number) {
        return Network.parse("192.0.2." + number);
    }

    private boolean isAtHome(String account, int source) {
        return usual.isAtHome(account, source(source), 0);
    }

    @Test
    void keepTheLatestSourcesOfAnAccount() {
        for (int i = 1; i <= UsualSources.SOURCES_OF_ONE; i++) {
            usual.signedIn("bob", source(i), 0);
        }
        usual.signedIn("bob", source(1), 0);
        usual.signedIn("bob", source(100), 0);
        assertTrue(isAtHome("bob", 1));
        assertFalse(isAtHome("bob", 2));
        assertTrue(isAtHome("bob", 3));
        assertTrue(isAtHome("bob", 100));
    }

    @Test
    void keepTheAccountsThatSignedInLast() {
        usual.signedIn("bob", source(1), 0);
        usual.signedIn("eve", source(2), 0);
        usual.signedIn("bob", source(3), 0);
        usual.signedIn("ann", source(4), 0);
        assertTrue(isAtHome("bob", 1));
        assertFalse(isAtHome("eve", 2));
        assertTrue(isAtHome("ann", 4));
    }

    @Test
    void doNotLetOneAccountPushOutAnother() {
        usual.signedIn("bob", source(1), 0);
        for (int i = 0; i < 100; i++) {
            usual.signedIn("eve", source(i), 0);
        }
        assertTrue(isAtHome("bob", 1));
    }
}
