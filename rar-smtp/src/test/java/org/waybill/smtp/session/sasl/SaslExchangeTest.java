package org.waybill.smtp.session.sasl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waybill.smtp.SaslMechanism;
import org.waybill.smtp.listener.PasswordVerdict;
import org.waybill.smtp.listener.ScramVerdict;

/** What all mechanisms share, and PLAIN and LOGIN. */
class SaslExchangeTest {

    private static final SaslStep USERNAME = new SaslStep.Challenge("VXNlcm5hbWU6");
    private static final SaslStep PASSWORD = new SaslStep.Challenge("UGFzc3dvcmQ6");
    private static final String NOT_UTF_8 =
            Base64.getEncoder().encodeToString("a\0j\u00f6rg\0x".getBytes(StandardCharsets.ISO_8859_1));

    private static SaslExchange begin(SaslMechanism mechanism) {
        return SaslExchange.begin(mechanism, Channels.withPlus());
    }

    private static SaslStep plain(String message) {
        return begin(SaslMechanism.PLAIN).start(ScramClient.encode(message));
    }

    private static SaslStep login(String user, String password) {
        SaslExchange exchange = begin(SaslMechanism.LOGIN);
        assertEquals(PASSWORD, exchange.start(ScramClient.encode(user)));
        return exchange.response(ScramClient.encode(password));
    }

    @Test
    void plainAsksWithItsInitialResponse() {
        SaslExchange exchange = begin(SaslMechanism.PLAIN);
        // RFC 4954 §4.2
        assertEquals(new SaslStep.AskPassword("test", "1234"), exchange.start("dGVzdAB0ZXN0ADEyMzQ="));
        assertEquals(
                new SaslStep.Succeeded("test@example.org"),
                exchange.password(new PasswordVerdict.Authenticated("test@example.org")));
    }

    @Test
    void plainAsksWithAnAnswerToItsChallenge() {
        SaslExchange exchange = begin(SaslMechanism.PLAIN);
        assertEquals(new SaslStep.Challenge(""), exchange.start());
        assertEquals(new SaslStep.AskPassword("test", "1234"), exchange.response("dGVzdAB0ZXN0ADEyMzQ="));
        assertEquals(new SaslStep.Failed(), exchange.password(new PasswordVerdict.Refused()));
    }

    @Test
    void loginAsksForNameAndPassword() {
        SaslExchange exchange = begin(SaslMechanism.LOGIN);
        assertEquals(USERNAME, exchange.start());
        assertEquals(PASSWORD, exchange.response("dGVzdA=="));
        assertEquals(new SaslStep.AskPassword("test", "1234"), exchange.response("MTIzNA=="));
        assertEquals(new SaslStep.Succeeded("test"), exchange.password(new PasswordVerdict.Authenticated("test")));
    }

    @Test
    void loginTakesItsInitialResponseForTheName() {
        assertEquals(new SaslStep.AskPassword("test", "1234"), login("test", "1234"));
    }

    @Test
    void takesNamesAndPasswordsAsTheyCome() {
        String user = "J\u00f6rg Mei\u0308er, \ud83d\udc27=2C";
        String password = "\u00a0p\u00e4ss\t\r\nw\u00f6rd ";
        assertEquals(new SaslStep.AskPassword(user, password), plain("\0" + user + "\0" + password));
        assertEquals(new SaslStep.AskPassword(user, password), plain(user + "\0" + user + "\0" + password));
        assertEquals(new SaslStep.AskPassword(user, password), login(user, password));
    }

    @ParameterizedTest
    @ValueSource(strings = {"other", "Test", "test ", "\n"})
    void letsNobodySpeakForAnother(String authorizationId) {
        assertEquals(new SaslStep.Failed(), plain(authorizationId + "\0test\0001234"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "test",
                "\0",
                "\0test",
                "test\0001234",
                "\0\0",
                "\0test\0",
                "\0\0001234",
                "\0test\0001234\0",
                "\0test\00012\00034",
                "\0te\rst\0001234",
                "\0te\nst\0001234",
                "\0te\u001bst\0001234",
                "\0te\u007fst\0001234",
                "\0te\u0085st\0001234",
                "\0te\u2028st\0001234",
                "\0te\u2029st\0001234"
            })
    void findsPlainMalformed(String message) {
        assertInstanceOf(SaslStep.Malformed.class, plain(message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "te\0st", "te\rst", "te\nst", "te\u007fst", "te\u2029st"})
    void findsALoginNameMalformed(String user) {
        assertInstanceOf(SaslStep.Malformed.class, begin(SaslMechanism.LOGIN).start(ScramClient.encode(user)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0", "12\00034"})
    void findsALoginPasswordMalformed(String password) {
        assertInstanceOf(SaslStep.Malformed.class, login("test", password));
    }

    @Test
    void boundsNamesAndPasswordsInOctets() {
        String user = "\u00e4".repeat(127) + "x";
        String password = "\u00e4".repeat(512);
        assertEquals(new SaslStep.AskPassword(user, password), plain("\0" + user + "\0" + password));
        assertEquals(new SaslStep.AskPassword(user, password), login(user, password));
        assertInstanceOf(SaslStep.Malformed.class, plain("\0" + user + "x\0" + password));
        assertInstanceOf(SaslStep.Malformed.class, plain("\0" + user + "\0" + password + "x"));
        assertInstanceOf(SaslStep.Malformed.class, login(user, password + "x"));
    }

    @ParameterizedTest
    @EnumSource
    void takesAnEqualsSignForAnEmptyInitialResponse(SaslMechanism mechanism) {
        SaslStep.Malformed empty =
                assertInstanceOf(SaslStep.Malformed.class, begin(mechanism).start("="));
        assertNotEquals("not Base64", empty.reason());
        SaslExchange exchange = begin(mechanism);
        exchange.start();
        assertEquals(new SaslStep.Malformed("not Base64"), exchange.response("="));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!",
                "a",
                "a=",
                "dGVzdA",
                "dGVzdA=",
                "dGVzdA===",
                "dGVzdB==",
                "dGVz dA==",
                " dGVzdA==",
                "dGVzdA== ",
                "dGVzdA==\t",
                "dGVzdA==\r",
                "dGV=dA==",
                "=dGVzdA=",
                "dGVzd\u00c4==",
                "-_-_",
                "**",
                "* ",
                "\0"
            })
    void findsWhatIsNotBase64Malformed(String line) {
        for (SaslMechanism mechanism : SaslMechanism.values()) {
            assertInstanceOf(SaslStep.Malformed.class, begin(mechanism).start(line));
            SaslExchange exchange = begin(mechanism);
            exchange.start();
            assertInstanceOf(SaslStep.Malformed.class, exchange.response(line));
        }
        SaslExchange atPassword = begin(SaslMechanism.LOGIN);
        atPassword.start("dGVzdA==");
        assertInstanceOf(SaslStep.Malformed.class, atPassword.response(line));
    }

    @ParameterizedTest
    @EnumSource
    void findsWhatIsNotUtf8Malformed(SaslMechanism mechanism) {
        assertEquals(new SaslStep.Malformed("not UTF-8"), begin(mechanism).start(NOT_UTF_8));
    }

    @ParameterizedTest
    @EnumSource
    void isCancelledByAnAsterisk(SaslMechanism mechanism) {
        SaslExchange exchange = begin(mechanism);
        exchange.start();
        assertEquals(new SaslStep.Cancelled(), exchange.response("*"));
    }

    @Test
    void isCancelledAtThePassword() {
        SaslExchange exchange = begin(SaslMechanism.LOGIN);
        exchange.start("dGVzdA==");
        assertEquals(new SaslStep.Cancelled(), exchange.response("*"));
    }

    @ParameterizedTest
    @EnumSource
    void isNotCancelledByAnInitialResponse(SaslMechanism mechanism) {
        assertInstanceOf(SaslStep.Malformed.class, begin(mechanism).start("*"));
    }

    @Test
    void takesNothingOutOfTurn() {
        SaslExchange waitsForClient = begin(SaslMechanism.PLAIN);
        PasswordVerdict refused = new PasswordVerdict.Refused();
        ScramVerdict unknown = new ScramVerdict.Unknown();
        assertThrows(IllegalStateException.class, () -> waitsForClient.password(refused));
        assertThrows(IllegalStateException.class, () -> waitsForClient.scram(unknown));

        SaslExchange waitsForVerdict = begin(SaslMechanism.PLAIN);
        waitsForVerdict.start("dGVzdAB0ZXN0ADEyMzQ=");
        assertThrows(IllegalStateException.class, () -> waitsForVerdict.response("dGVzdAB0ZXN0ADEyMzQ="));
        assertThrows(IllegalStateException.class, () -> waitsForVerdict.response("*"));

        SaslExchange over = begin(SaslMechanism.PLAIN);
        over.start("!");
        assertThrows(IllegalStateException.class, () -> over.start("dGVzdAB0ZXN0ADEyMzQ="));
    }

    @Test
    void tellsNoPasswords() {
        SaslExchange exchange = begin(SaslMechanism.PLAIN);
        SaslStep step = exchange.start(ScramClient.encode("\0test\0geheim"));
        assertTrue(step.toString().contains("test"));
        assertFalse(step.toString().contains("geheim"));
        IllegalStateException outOfTurn = assertThrows(IllegalStateException.class, () -> exchange.response(""));
        assertFalse(String.valueOf(outOfTurn.getMessage()).contains("geheim"));
    }
}
