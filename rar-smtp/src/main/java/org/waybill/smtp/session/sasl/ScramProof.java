package org.waybill.smtp.session.sasl;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.waybill.smtp.listener.ScramSecret;

/**
 * What a client must show to know a password (RFC 5802 §3). All comparisons take the same time wherever they differ, and
 * all of them are made.
 *
 * @param secret what we keep of the password
 * @param binding Base64 of the GS2 header and the channel's end point
 * @param nonce both parts
 * @param soFar the client's first message without its header, a comma, and the server's first message
 */
record ScramProof(ScramSecret secret, String binding, String nonce, String soFar) {

    boolean holds(ScramClientFinal answer) {
        byte[] storedKey = Base64.getDecoder().decode(secret.storedKey());
        byte[] clientKey = HmacSha256.of(storedKey, authMessage(answer));
        byte[] proof = Base64.getDecoder().decode(answer.proof());
        for (int i = 0; i < clientKey.length; i++) {
            clientKey[i] ^= proof[i];
        }
        boolean proven = MessageDigest.isEqual(HmacSha256.hash(clientKey), storedKey);
        boolean bound = isEqual(answer.binding(), binding);
        boolean fresh = isEqual(answer.nonce(), nonce);
        return proven && bound && fresh;
    }

    /** In Base64: shows the client that we know the password's secret. */
    String serverSignature(ScramClientFinal answer) {
        byte[] serverKey = Base64.getDecoder().decode(secret.serverKey());
        return Base64.getEncoder().encodeToString(HmacSha256.of(serverKey, authMessage(answer)));
    }

    private byte[] authMessage(ScramClientFinal answer) {
        return (soFar + "," + answer.withoutProof()).getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isEqual(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }
}
