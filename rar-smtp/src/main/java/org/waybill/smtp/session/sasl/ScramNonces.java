package org.waybill.smtp.session.sasl;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;

/** The server's part of SCRAM nonces: 144 random bits each. */
public final class ScramNonces implements Supplier<String> {

    private static final int OCTETS = 18;

    private final SecureRandom random;

    public ScramNonces(SecureRandom random) {
        this.random = random;
    }

    @Override
    public String get() {
        byte[] octets = new byte[OCTETS];
        random.nextBytes(octets);
        return Base64.getEncoder().encodeToString(octets);
    }
}
