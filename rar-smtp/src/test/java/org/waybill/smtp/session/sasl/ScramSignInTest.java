package org.waybill.smtp.session.sasl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waybill.smtp.SaslMechanism;
import org.waybill.smtp.listener.ScramSecret;
import org.waybill.smtp.listener.ScramVerdict;

class ScramSignInTest {

    private static final String SALT = "W22ZaJ0SNY7soEsUEjb6gQ==";
    private static final ScramSecret PENCIL = ScramClient.secret("pencil", SALT, 4_096);
    private static final ScramVerdict KNOWN = new ScramVerdict.Known("user@example.org", PENCIL);
    private static final String CLIENT_NONCE = "rOprNGfwEbeRWgbNEkqO";
    private static final String BOTH_NONCES = CLIENT_NONCE + Channels.NONCE;

    /** A proof of the right length. */
    private static final String ZEROS = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private static SaslExchange unbound() {
        return SaslExchange.begin(SaslMechanism.SCRAM_SHA_256, Channels.withoutPlus());
    }

    private static SaslExchange plus() {
        return SaslExchange.begin(SaslMechanism.SCRAM_SHA_256_PLUS, Channels.withPlus());
    }

    /** The exchange up to the answer to the client's proof. */
    private static SaslStep proof(SaslExchange exchange, ScramClient client, ScramVerdict verdict) {
        assertInstanceOf(SaslStep.AskScram.class, exchange.start(client.first()));
        SaslStep.Challenge challenge = assertInstanceOf(SaslStep.Challenge.class, exchange.scram(verdict));
        return exchange.response(client.last(challenge.base64()));
    }

    private static SaslStep succeed(SaslExchange exchange, ScramClient client, ScramVerdict verdict) {
        SaslStep.Challenge signature = assertInstanceOf(SaslStep.Challenge.class, proof(exchange, client, verdict));
        assertTrue(client.trusts(signature.base64()));
        return exchange.response("");
    }

    private static SaslStep first(SaslExchange exchange, String message) {
        return exchange.start(ScramClient.encode(message));
    }

    private static SaslStep last(String message) {
        SaslExchange exchange = unbound();
        first(exchange, "n,,n=user,r=" + CLIENT_NONCE);
        exchange.scram(KNOWN);
        return exchange.response(ScramClient.encode(message));
    }

    @Test
    void speaksTheExampleOfRfc7677() {
        SaslExchange exchange = unbound();
        assertEquals(new SaslStep.Challenge(""), exchange.start());
        assertEquals(
                new SaslStep.AskScram("user"),
                exchange.response(ScramClient.encode("n,,n=user,r=rOprNGfwEbeRWgbNEkqO")));
        assertEquals(
                new SaslStep.Challenge(ScramClient.encode(
                        "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0," + "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")),
                exchange.scram(KNOWN));
        assertEquals(
                new SaslStep.Challenge(ScramClient.encode("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")),
                exchange.response(ScramClient.encode("c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                        + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=")));
        assertEquals(new SaslStep.Succeeded("user@example.org"), exchange.response(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "user@example.org", "a,b=c=2C", "j\u00f6rg", "\ud83d\udc27"})
    void signsIn(String user) {
        ScramClient client = ScramClient.unbound(user, "pencil", CLIENT_NONCE);
        assertEquals(new SaslStep.AskScram(user), unbound().start(client.first()));
        assertEquals(new SaslStep.Succeeded("user@example.org"), succeed(unbound(), client, KNOWN));
    }

    @Test
    void bindsTheChannel() {
        ScramClient client = ScramClient.bound(Channels.END_POINT, "user", "pencil", CLIENT_NONCE);
        assertEquals(new SaslStep.Succeeded("user@example.org"), succeed(plus(), client, KNOWN));
    }

    @Test
    void refusesAnotherChannel() {
        byte[] another = Channels.END_POINT.clone();
        another[31] ^= 1;
        ScramClient client = ScramClient.bound(another, "user", "pencil", CLIENT_NONCE);
        assertEquals(new SaslStep.Failed(), proof(plus(), client, KNOWN));
    }

    @Test
    void refusesABindingThatLeavesTheEndPointOut() {
        ScramClient client = ScramClient.bound(new byte[0], "user", "pencil", CLIENT_NONCE);
        assertEquals(new SaslStep.Failed(), proof(plus(), client, KNOWN));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    SCRAM_SHA_256      | false | n                      | true
                    SCRAM_SHA_256      | false | y                      | true
                    SCRAM_SHA_256      | false | p=tls-server-end-point | false
                    SCRAM_SHA_256      | true  | n                      | true
                    SCRAM_SHA_256      | true  | y                      | false
                    SCRAM_SHA_256      | true  | p=tls-server-end-point | false
                    SCRAM_SHA_256_PLUS | true  | n                      | false
                    SCRAM_SHA_256_PLUS | true  | y                      | false
                    SCRAM_SHA_256_PLUS | true  | p=tls-unique           | false
                    SCRAM_SHA_256_PLUS | true  | p=tls-exporter         | false
                    SCRAM_SHA_256_PLUS | true  | p=tls-server-end-point | true
                    """)
    void comparesTheViewsOfChannelBinding(SaslMechanism mechanism, boolean offered, String flag, boolean goesOn) {
        SaslChannel channel = offered ? Channels.withPlus() : Channels.withoutPlus();
        SaslStep step = first(SaslExchange.begin(mechanism, channel), flag + ",,n=user,r=" + CLIENT_NONCE);
        assertEquals(goesOn ? new SaslStep.AskScram("user") : new SaslStep.Failed(), step);
    }

    @Test
    void offersNoBindingWithoutAnEndPoint() {
        assertThrows(
                IllegalArgumentException.class,
                () -> SaslExchange.begin(SaslMechanism.SCRAM_SHA_256_PLUS, Channels.withoutPlus()));
        FakeSecrets fakes = Channels.withPlus().fakes();
        assertThrows(IllegalArgumentException.class, () -> new SaslChannel("", true, () -> "x", fakes));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    n,a=user,   | true
                    n,a=us=2Cer,| false
                    n,a=other,  | false
                    n,a=User,   | false
                    """)
    void letsNobodySpeakForAnother(String header, boolean goesOn) {
        ScramClient client = ScramClient.withHeader(header, "user", "pencil", CLIENT_NONCE);
        if (goesOn) {
            assertEquals(new SaslStep.Succeeded("user@example.org"), succeed(unbound(), client, KNOWN));
        } else {
            assertEquals(new SaslStep.Failed(), unbound().start(client.first()));
        }
    }

    @Test
    void refusesAWrongPassword() {
        ScramClient client = ScramClient.unbound("user", "pencils", CLIENT_NONCE);
        assertEquals(new SaslStep.Failed(), proof(unbound(), client, KNOWN));
    }

    @Test
    void leadsAnUnknownUserToTheSameEnd() {
        ScramClient client = ScramClient.unbound("nobody", "pencil", CLIENT_NONCE);
        assertEquals(new SaslStep.Failed(), proof(unbound(), client, new ScramVerdict.Unknown()));
    }

    @Test
    void takesAnAccountWithoutANameForNone() {
        ScramClient client = ScramClient.unbound("user", "pencil", CLIENT_NONCE);
        assertEquals(new SaslStep.Failed(), proof(unbound(), client, new ScramVerdict.Known("", PENCIL)));
    }

    @Test
    void asksAnUnknownUserForAProofOverAStableSecret() {
        SaslChannel channel = Channels.withoutPlus();
        String message = "n,,n=nobody,r=" + CLIENT_NONCE;
        SaslExchange one = SaslExchange.begin(SaslMechanism.SCRAM_SHA_256, channel);
        first(one, message);
        SaslExchange two = SaslExchange.begin(SaslMechanism.SCRAM_SHA_256, channel);
        first(two, message);
        assertEquals(one.scram(new ScramVerdict.Unknown()), two.scram(new ScramVerdict.Unknown()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // the right nonce but for its end, the client's half, another, one with a tail
                "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k1",
                "c=biws,r=rOprNGfwEbeRWgbNEkqO",
                "c=biws,r=x",
                "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0x",
                // y,, n,a=user, and n,,x in place of n,,
                "c=eSws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0",
                "c=bixhPXVzZXIs,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0",
                "c=biwseA==,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0",
                // all right but the proof
                "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0"
            })
    void refusesAWrongProof(String withoutProof) {
        assertEquals(new SaslStep.Failed(), last(withoutProof + ",p=" + ZEROS));
    }

    /** As {@link #refusesAWrongProof}, but by one who knows the password: the proof is right and the rest is not. */
    @ParameterizedTest
    @ValueSource(strings = {"c=biws,r=x", "c=biws,r=rOprNGfwEbeRWgbNEkqO", "c=eSws,r=" + BOTH_NONCES})
    void refusesARightProofOverTheWrongExchange(String withoutProof) {
        SaslExchange exchange = unbound();
        ScramClient client = ScramClient.unbound("user", "pencil", CLIENT_NONCE);
        exchange.start(client.first());
        SaslStep.Challenge challenge = assertInstanceOf(SaslStep.Challenge.class, exchange.scram(KNOWN));
        assertEquals(new SaslStep.Failed(), exchange.response(client.lastOver(challenge.base64(), withoutProof)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                ",,",
                "n",
                "n,",
                "n,,",
                "n,,n=user",
                "n,,n=user,",
                "n,,n=user,r",
                "n,,n=user,r=",
                "n,,n=,r=abc",
                "n,,n,r=abc",
                "n,,r=abc,n=user",
                "n,,r=abc",
                "n,,u=user,r=abc",
                "n,,n=user,x=abc",
                "n,,m=x,n=user,r=abc",
                "n,,n=user,m=x,r=abc",
                "n,,n=user,r=abc,m=x",
                "n,,n=user,r=abc,",
                "n,,n=user,r=abc,x",
                "n,,n=user,r=abc,x=",
                "n,,n=user,r=abc,1=x",
                "n,,n=user,r=abc,\u00e4=x",
                "n,,n=user,r=abc,xx=x",
                "n,,n=user,r=abc,x=\0",
                "n,,n=us=er,r=abc",
                "n,,n=user=,r=abc",
                "n,,n=user=2,r=abc",
                "n,,n=user=3C,r=abc",
                "n,,n=us\0er,r=abc",
                "n,,n=us\rer,r=abc",
                "n,,n=us\u2028er,r=abc",
                "n,,n=user,r=a c",
                "n,,n=user,r=a\tc",
                "n,,n=user,r=a\u007f",
                "n,,n=user,r=\u00e4bc",
                "N,,n=user,r=abc",
                "x,,n=user,r=abc",
                "p,,n=user,r=abc",
                "p=,,n=user,r=abc",
                "nn,,n=user,r=abc",
                "n,user,n=user,r=abc",
                "n,a=,n=user,r=abc",
                "n,b=user,n=user,r=abc",
                "n,a=us=er,n=user,r=abc",
                "n,m=user,n=user,r=abc"
            })
    void findsAFirstMessageMalformed(String message) {
        assertInstanceOf(SaslStep.Malformed.class, first(unbound(), message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "p=" + ZEROS,
                ",p=" + ZEROS,
                "c=biws,r=" + BOTH_NONCES,
                "c=biws,p=" + ZEROS,
                "c=,r=x,p=" + ZEROS,
                "c=biws,r=,p=" + ZEROS,
                "r=x,c=biws,p=" + ZEROS,
                "c=biw,r=x,p=" + ZEROS,
                "c=bi!s,r=x,p=" + ZEROS,
                "c=biws,r=x,p=",
                "c=biws,r=x,p=AA==",
                "c=biws,r=x,p=" + ZEROS + ",x=y",
                "c=biws,r=x,p=" + ZEROS + "AAAA",
                "c=biws,r=x,m=y,p=" + ZEROS,
                "m=y,c=biws,r=x,p=" + ZEROS,
                "c=biws,r=x,y,p=" + ZEROS,
                "c=biws,r=x,y=\0,p=" + ZEROS
            })
    void findsALastMessageMalformed(String message) {
        assertInstanceOf(SaslStep.Malformed.class, last(message));
    }

    @Test
    void passesOverExtensions() {
        SaslExchange exchange = unbound();
        assertEquals(new SaslStep.AskScram("user"), first(exchange, "n,,n=user,r=abc,x=y=z,Z=1"));
        exchange.scram(KNOWN);
        String message = "c=biws,r=abc" + Channels.NONCE + ",t=x,p=" + ZEROS;
        assertEquals(new SaslStep.Failed(), exchange.response(ScramClient.encode(message)));
    }

    @Test
    void boundsNameAndNonce() {
        String name = "x".repeat(SaslText.MAX_USER);
        String nonce = "x".repeat(ScramClientFirst.MAX_NONCE);
        assertEquals(new SaslStep.AskScram(name), first(unbound(), "n,,n=" + name + ",r=" + nonce));
        assertInstanceOf(SaslStep.Malformed.class, first(unbound(), "n,,n=x" + name + ",r=" + nonce));
        assertInstanceOf(SaslStep.Malformed.class, first(unbound(), "n,,n=" + name + ",r=x" + nonce));
    }

    @ParameterizedTest
    @ValueSource(strings = {"eA==", "AA==", "=", "x"})
    void wantsAnEmptyLineAtTheEnd(String line) {
        SaslExchange exchange = unbound();
        proof(exchange, ScramClient.unbound("user", "pencil", CLIENT_NONCE), KNOWN);
        assertInstanceOf(SaslStep.Malformed.class, exchange.response(line));
    }

    @Test
    void canBeCancelledAtEveryChallenge() {
        SaslExchange atFirst = unbound();
        atFirst.start();
        assertEquals(new SaslStep.Cancelled(), atFirst.response("*"));

        SaslExchange atProof = unbound();
        first(atProof, "n,,n=user,r=abc");
        atProof.scram(KNOWN);
        assertEquals(new SaslStep.Cancelled(), atProof.response("*"));

        SaslExchange atSignature = unbound();
        proof(atSignature, ScramClient.unbound("user", "pencil", CLIENT_NONCE), KNOWN);
        assertEquals(new SaslStep.Cancelled(), atSignature.response("*"));
    }

    @Test
    void tellsNoSecrets() throws SaslSyntaxException {
        ScramClientFinal last = ScramClientFinal.parse("c=biws,r=x,p=" + ZEROS);
        assertFalse(last.toString().contains(ZEROS));
        ScramProof proof = new ScramProof(PENCIL, "biws", "x", "y");
        assertFalse(proof.toString().contains(PENCIL.storedKey()));
    }

    @Test
    void drawsAFreshNonceEachTime() {
        ScramNonces nonces = new ScramNonces(new SecureRandom());
        assertTrue(nonces.get().matches("[!-+\\--~]{24}"));
        assertNotEquals(nonces.get(), nonces.get());
    }
}
