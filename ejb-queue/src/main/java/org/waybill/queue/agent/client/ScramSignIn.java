package org.waybill.queue.agent.client;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waybill.queue.auth.ScramKeys;
import org.waybill.queue.core.auth.SaslPrep;
import org.waybill.queue.core.relay.Login;

/**
 * SCRAM-SHA-256 (RFC 5802, RFC 7677) without channel binding: the host does not learn the password, and must show that it
 * knows it.
 */
final class ScramSignIn implements SignIn {

    /** {@code n,,} in Base64: no channel binding, and we act for nobody else. */
    private static final String HEADER = "n,,";

    /** More would be our time and not the host's. */
    private static final int MAX_ITERATIONS = 1_000_000;

    private static final Pattern SERVER_FIRST = Pattern.compile(
            "r=(?<nonce>[\\x21-\\x2b\\x2d-\\x7e]+),s=(?<salt>[A-Za-z0-9+/=]+),i=(?<rounds>[1-9][0-9]{0,6})(?:,.*)?");

    private final Login login;
    private final String nonce;
    private final String bare;
    private byte[] expectedSignature = new byte[0];
    private boolean hostIsKnown;

    ScramSignIn(Login login, String nonce) {
        this.login = login;
        this.nonce = nonce;
        this.bare = "n=" + SaslPrep.password(login.user()).replace("=", "=3D").replace(",", "=2C") + ",r=" + nonce;
    }

    @Override
    public byte[] first() {
        return octets(HEADER + bare);
    }

    @Override
    public byte[] answer(byte[] challenge) throws SignInException {
        String text = new String(challenge, StandardCharsets.UTF_8);
        return expectedSignature.length == 0 ? proof(text) : checkHost(text);
    }

    private byte[] proof(String serverFirst) throws SignInException {
        Matcher parts = SERVER_FIRST.matcher(serverFirst);
        if (!parts.matches()) {
            throw new SignInException("a challenge that SCRAM does not have");
        }
        String both = parts.group("nonce");
        int iterations = Integer.parseInt(parts.group("rounds"));
        if (!both.startsWith(nonce) || both.length() == nonce.length() || iterations > MAX_ITERATIONS) {
            throw new SignInException("a challenge that is no answer to ours");
        }
        ScramKeys keys = ScramKeys.of(login.secret(), salt(parts.group("salt")), iterations);
        String withoutProof = "c=" + Base64.getEncoder().encodeToString(octets(HEADER)) + ",r=" + both;
        String all = bare + "," + serverFirst + "," + withoutProof;
        expectedSignature = keys.serverSignature(all);
        return octets(withoutProof + ",p=" + Base64.getEncoder().encodeToString(keys.clientProof(all)));
    }

    private static byte[] salt(String base64) throws SignInException {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new SignInException("a salt that is not Base64");
        }
    }

    private byte[] checkHost(String serverFinal) throws SignInException {
        String expected = "v=" + Base64.getEncoder().encodeToString(expectedSignature);
        hostIsKnown = MessageDigest.isEqual(octets(serverFinal.split(",", 2)[0]), octets(expected));
        if (!hostIsKnown) {
            throw new SignInException("the host does not know the password");
        }
        return new byte[0];
    }

    @Override
    public boolean hostIsKnown() {
        return hostIsKnown;
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
