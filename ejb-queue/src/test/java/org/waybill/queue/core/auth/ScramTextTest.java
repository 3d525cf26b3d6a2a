package org.waybill.queue.core.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waybill.smtp.listener.ScramSecret;

class ScramTextTest {

    private static final String STORED = "WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=";
    private static final String SERVER = "wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=";
    private static final ScramSecret PENCIL = new ScramSecret("W22ZaJ0SNY7soEsUEjb6gQ==", 4096, STORED, SERVER);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$" + STORED + ":" + SERVER,
                "{SCRAM-SHA-256}4096,W22ZaJ0SNY7soEsUEjb6gQ==," + STORED + "," + SERVER,
            })
    void readsBothForms(String text) {
        assertTrue(ScramText.isOne(text));
        assertEquals(PENCIL, ScramText.parse(text));
    }

    @Test
    void writesWhatItReads() {
        assertEquals(PENCIL, ScramText.parse(ScramText.format(PENCIL)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SCRAM-SHA-256$4095:W22ZaJ0SNY7soEsUEjb6gQ==$" + STORED + ":" + SERVER,
                "SCRAM-SHA-256$1000001:W22ZaJ0SNY7soEsUEjb6gQ==$" + STORED + ":" + SERVER,
                "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$" + STORED,
                "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$AAAA:" + SERVER,
                "SCRAM-SHA-256$4096:*$" + STORED + ":" + SERVER,
                "SCRAM-SHA-256$4096:A$" + STORED + ":" + SERVER,
                "{SCRAM-SHA-256}4096:W22ZaJ0SNY7soEsUEjb6gQ==," + STORED + "," + SERVER,
            })
    void refusesABrokenSecretWithoutRepeatingIt(String text) {
        assertTrue(ScramText.isOne(text));
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> ScramText.parse(text))
                .getMessage());
        assertFalse(message.contains(SERVER), message);
    }

    @Test
    void leavesOtherHashesAlone() {
        assertFalse(ScramText.isOne("$6$saltstring$x"));
    }
}
