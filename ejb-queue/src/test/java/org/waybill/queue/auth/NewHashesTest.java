package org.waybill.queue.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waybill.queue.core.auth.PasswordHashes.Check;
import org.waybill.queue.core.auth.ScramText;

class NewHashesTest {

    private static final String PASSWORD = "p\u00e4ss \u2168";

    private final NewHashes hashes = new NewHashes();

    @Test
    void makesHashesThatAreKnownAgain() {
        String argon = hashes.argon2id(PASSWORD);
        assertTrue(argon.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), argon);
        assertEquals(new Check.Matches(), new StoredHashes().check(argon, PASSWORD));
        String scram = hashes.scram(PASSWORD);
        assertEquals(15_000, ScramText.parse(scram).iterations());
        assertEquals(new Check.Matches(), new StoredHashes().check(scram, PASSWORD));
    }

    @Test
    void saltsEachOne() {
        assertNotEquals(hashes.scram(PASSWORD), hashes.scram(PASSWORD));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\u0000b", "a\tb"})
    void refusesWhatIsNoPassword(String password) {
        assertThrows(IllegalArgumentException.class, () -> hashes.argon2id(password));
        assertThrows(IllegalArgumentException.class, () -> hashes.scram(password));
    }

    @Test
    void refusesWhatWouldNeverBeChecked() {
        assertThrows(IllegalArgumentException.class, () -> hashes.scram("x".repeat(1025)));
    }
}
