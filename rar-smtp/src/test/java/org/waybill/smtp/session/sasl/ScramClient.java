package org.waybill.smtp.session.sasl;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.waybill.smtp.listener.ScramSecret;

/**
 * The client's side of SCRAM-SHA-256 (RFC 5802, RFC 7677), written apart from the server's. It speaks Base64, as it goes
 * behind AUTH and 334.
 */
public final class ScramClient {

    private final String gs2Header;
    private final byte[] endPoint;
    private final String password;
    private final String bare;
    private String serverSignature = "";

    private ScramClient(String gs2Header, byte[] endPoint, String user, String password, String nonce) {
        this.gs2Header = gs2Header;
        this.endPoint = endPoint.clone();
        this.password = password;
        this.bare = "n=" + user.replace("=", "=3D").replace(",", "=2C") + ",r=" + nonce;
    }

    /** One that cannot bind channels. */
    public static ScramClient unbound(String user, String password, String nonce) {
        return withHeader("n,,", user, password, nonce);
    }

    /** One that binds to the hash of the server's certificate. */
    public static ScramClient bound(byte[] endPoint, String user, String password, String nonce) {
        return new ScramClient("p=tls-server-end-point,,", endPoint, user, password, nonce);
    }

    /** One with a GS2 header of its own, and no channel's end point. */
    public static ScramClient withHeader(String gs2Header, String user, String password, String nonce) {
        return new ScramClient(gs2Header, new byte[0], user, password, nonce);
    }

    /** The initial response. */
    public String first() {
        return encode(gs2Header + bare);
    }

    /** The answer to the server's first challenge. */
    public String last(String challenge) {
        String nonce = decode(challenge).split(",")[0];
        return lastOver(challenge, "c=" + base64(concat(utf8(gs2Header), endPoint)) + "," + nonce);
    }

    /** The answer of a client that makes something up before its proof. */
    String lastOver(String challenge, String withoutProof) {
        String serverFirst = decode(challenge);
        String[] attributes = serverFirst.split(",");
        byte[] salted = salted(password, attributes[1].substring(2), Integer.parseInt(attributes[2].substring(2)));
        String authMessage = bare + "," + serverFirst + "," + withoutProof;
        byte[] clientKey = hmac(salted, "Client Key");
        byte[] proof = hmac(sha256(clientKey), authMessage);
        for (int i = 0; i < proof.length; i++) {
            proof[i] ^= clientKey[i];
        }
        serverSignature = base64(hmac(hmac(salted, "Server Key"), authMessage));
        return encode(withoutProof + ",p=" + base64(proof));
    }

    /** Whether the server's second challenge shows that it knows the password; the answer to it is an empty line. */
    public boolean trusts(String challenge) {
        return decode(challenge).equals("v=" + serverSignature);
    }

    /** What a server keeps of a password. */
    public static ScramSecret secret(String password, String salt, int iterations) {
        byte[] salted = salted(password, salt, iterations);
        return new ScramSecret(
                salt, iterations, base64(sha256(hmac(salted, "Client Key"))), base64(hmac(salted, "Server Key")));
    }

    private static byte[] salted(String password, String salt, int iterations) {
        try {
            PBEKeySpec spec =
                    new PBEKeySpec(password.toCharArray(), Base64.getDecoder().decode(salt), iterations, 256);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] hmac(byte[] key, String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(utf8(message));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] sha256(byte[] octets) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(octets);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] concat(byte[] one, byte[] two) {
        byte[] both = new byte[one.length + two.length];
        System.arraycopy(one, 0, both, 0, one.length);
        System.arraycopy(two, 0, both, one.length, two.length);
        return both;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String encode(String text) {
        return base64(utf8(text));
    }

    static String decode(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }
}
