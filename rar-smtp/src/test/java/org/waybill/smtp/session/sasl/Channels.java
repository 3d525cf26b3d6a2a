package org.waybill.smtp.session.sasl;

import java.security.SecureRandom;
import java.util.Base64;

/** Channels for tests. */
final class Channels {

    /** The server's nonce of RFC 7677 §3. */
    static final String NONCE = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";

    /** A certificate's hash as it may be: 32 octets, the first with the highest bit set. */
    static final byte[] END_POINT = new byte[32];

    static {
        END_POINT[0] = (byte) 0xc3;
        END_POINT[31] = 1;
    }

    private Channels() {}

    static SaslChannel withoutPlus() {
        return new SaslChannel("", false, () -> NONCE, new FakeSecrets(new SecureRandom()));
    }

    static SaslChannel withPlus() {
        String endPoint = Base64.getEncoder().encodeToString(END_POINT);
        return new SaslChannel(endPoint, true, () -> NONCE, new FakeSecrets(new SecureRandom()));
    }
}
