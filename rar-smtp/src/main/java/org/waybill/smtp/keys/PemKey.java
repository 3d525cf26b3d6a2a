package org.waybill.smtp.keys;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a private key in PEM form (RFC 7468): PKCS #8 with RSA, ECDSA or Ed25519, and the two older forms that OpenSSL
 * writes, PKCS #1 (RFC 8017 A.1.2) and SEC 1 (RFC 5915). The JDK knows the first only, so the others are wrapped into it.
 */
final class PemKey {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    private static final String PKCS8 = "PRIVATE KEY";
    private static final String PKCS1 = "RSA PRIVATE KEY";
    private static final String SEC1 = "EC PRIVATE KEY";

    private static final String CURE =
            "convert it with: openssl pkcs8 -topk8 -nocrypt -in OLD-KEY-FILE -out NEW-KEY-FILE";

    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    // ASN.1 (X.690)
    private static final int INTEGER = 0x02;
    private static final int OCTET_STRING = 0x04;
    private static final int SEQUENCE = 0x30;
    private static final int CONTEXT_0 = 0xa0;
    private static final byte[] VERSION_0 = der(INTEGER, new byte[1]);
    private static final byte[] RSA = HexFormat.of().parseHex("06092a864886f70d0101010500"); // with its NULL parameter
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

    private PemKey() {}

    /** @throws InvalidKeyException with a sentence that says what is wrong and what to do, and nothing of the key */
    static PrivateKey parse(String pem) throws InvalidKeyException {
        Matcher block = BLOCK.matcher(pem);
        if (!block.find()) {
            throw new InvalidKeyException("no private key in PEM form (-----BEGIN PRIVATE KEY-----)");
        }
        String form = block.group(1);
        String text = block.group(2);
        if (form.contains("ENCRYPTED") || text.contains("ENCRYPTED")) {
            throw new InvalidKeyException("the private key is encrypted; " + CURE);
        }
        byte[] octets = decoded(text);
        return switch (form) {
            case PKCS8 -> fromPkcs8(octets);
            case PKCS1 -> fromPkcs8(wrapped(RSA, octets));
            case SEC1 -> fromPkcs8(wrapped(join(EC, curve(octets)), octets));
            default ->
                throw new InvalidKeyException("a private key of the form '" + form + "' cannot be read; " + CURE);
        };
    }

    private static byte[] decoded(String base64) throws InvalidKeyException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new InvalidKeyException("the private key is broken", e);
        }
    }

    private static PrivateKey fromPkcs8(byte[] octets) throws InvalidKeyException {
        InvalidKeyException refusal =
                new InvalidKeyException("the private key is broken, or neither RSA nor ECDSA nor Ed25519");
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(octets));
            } catch (InvalidKeySpecException e) {
                refusal.addSuppressed(e); // of another algorithm, or broken: the JDK does not tell the two apart
            } catch (NoSuchAlgorithmException e) {
                throw new InvalidKeyException("this Java knows no " + algorithm, e);
            }
        }
        throw refusal;
    }

    private static byte[] wrapped(byte[] algorithm, byte[] key) {
        return der(SEQUENCE, join(VERSION_0, der(SEQUENCE, algorithm), der(OCTET_STRING, key)));
    }

    /** The name of the curve, which SEC 1 has within the key and PKCS #8 before it. */
    private static byte[] curve(byte[] sec1) throws InvalidKeyException {
        try {
            ByteBuffer fields = value(ByteBuffer.wrap(sec1));
            while (fields.hasRemaining()) {
                int tag = fields.get(fields.position()) & 0xff;
                ByteBuffer field = value(fields);
                if (tag == CONTEXT_0) {
                    byte[] curve = new byte[field.remaining()];
                    field.get(curve);
                    return curve;
                }
            }
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new InvalidKeyException("the private key is broken", e);
        }
        throw new InvalidKeyException("the private key does not name its curve; " + CURE);
    }

    /** Takes one element off the front and returns what is in it. */
    private static ByteBuffer value(ByteBuffer in) {
        in.get(); // the tag
        int length = in.get() & 0xff;
        if (length > 0x80) {
            int octets = length & 0x7f;
            length = 0;
            for (int i = 0; i < octets; i++) {
                length = (length << 8) | (in.get() & 0xff);
            }
        }
        ByteBuffer value = in.slice(in.position(), length);
        in.position(in.position() + length);
        return value;
    }

    private static byte[] der(int tag, byte[] value) {
        return join(new byte[] {(byte) tag}, length(value.length), value);
    }

    /** In as few octets as can be, or Java takes it for forged. */
    private static byte[] length(int length) {
        if (length < 0x80) {
            return new byte[] {(byte) length};
        }
        return length < 0x100
                ? new byte[] {(byte) 0x81, (byte) length}
                : new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length};
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
