package org.waybill.queue.secrets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Texts sealed with AES-256-GCM. A sealed text is bound to a place, so that it cannot be opened after it was moved to
 * another one.
 */
public final class SealedText {

    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final byte VERSION = 1;
    private static final int NONCE_OCTETS = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final SecureRandom random;

    public SealedText(SecretKey key, SecureRandom random) {
        this.key = key;
        this.random = random;
    }

    /** @param place where it will lie */
    public String seal(String text, String place) {
        byte[] nonce = new byte[NONCE_OCTETS];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder()
                    .encodeToString(ByteBuffer.allocate(1 + nonce.length + sealed.length)
                            .put(VERSION)
                            .put(nonce)
                            .put(sealed)
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /**
     * @param place where it was found
     * @throws GeneralSecurityException if it was sealed with another key or for another place, or was changed
     */
    public String open(String sealed, String place) throws GeneralSecurityException {
        ByteBuffer octets;
        try {
            octets = ByteBuffer.wrap(Base64.getDecoder().decode(sealed));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("not sealed", e);
        }
        if (octets.remaining() < 1 + NONCE_OCTETS || octets.get() != VERSION) {
            throw new GeneralSecurityException("not sealed");
        }
        byte[] nonce = new byte[NONCE_OCTETS];
        octets.get(nonce);
        byte[] rest = new byte[octets.remaining()];
        octets.get(rest);
        return new String(cipher(Cipher.DECRYPT_MODE, nonce, place).doFinal(rest), StandardCharsets.UTF_8);
    }

    private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(ALGORITHM);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
