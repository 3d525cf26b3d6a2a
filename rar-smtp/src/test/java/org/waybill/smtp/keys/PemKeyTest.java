package org.waybill.smtp.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PemKeyTest {

    private static final byte[] SECP256R1 = HexFormat.of().parseHex("06082a8648ce3d030107");

    private static PrivateKey key(String algorithm, int size) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(size);
        return generator.generateKeyPair().getPrivate();
    }

    private static String pkcs1(RSAPrivateCrtKey key) {
        byte[] der = Der.sequence(
                Der.integer(BigInteger.ZERO),
                Der.integer(key.getModulus()),
                Der.integer(key.getPublicExponent()),
                Der.integer(key.getPrivateExponent()),
                Der.integer(key.getPrimeP()),
                Der.integer(key.getPrimeQ()),
                Der.integer(key.getPrimeExponentP()),
                Der.integer(key.getPrimeExponentQ()),
                Der.integer(key.getCrtCoefficient()));
        return Der.pem("RSA PRIVATE KEY", der);
    }

    /** As {@code openssl ecparam -genkey} writes it, with the parameters once more before the key. */
    private static String sec1(ECPrivateKey key, byte[]... curve) {
        byte[] secret = new byte[(key.getParams().getCurve().getField().getFieldSize() + 7) / 8];
        byte[] number = key.getS().toByteArray();
        int length = Math.min(secret.length, number.length);
        System.arraycopy(number, number.length - length, secret, secret.length - length, length);
        byte[] head = Der.integer(BigInteger.ONE);
        byte[] der = curve.length == 0
                ? Der.sequence(head, Der.element(4, secret))
                : Der.sequence(
                        head, Der.element(4, secret), Der.element(0xa0, curve), Der.element(0xa1, new byte[150]));
        return Der.pem("EC PARAMETERS", SECP256R1) + Der.pem("EC PRIVATE KEY", der);
    }

    @ParameterizedTest
    @CsvSource({"RSA, 2048", "EC, 256", "EC, 384", "EdDSA, 255"})
    void readsPkcs8(String algorithm, int size) throws Exception {
        PrivateKey key = key(algorithm, size);
        assertEquals(key, PemKey.parse("some words\n" + Der.pem("PRIVATE KEY", key.getEncoded())));
    }

    @Test
    void readsPkcs1() throws Exception {
        RSAPrivateCrtKey key = (RSAPrivateCrtKey) key("RSA", 2_048);
        assertEquals(key, PemKey.parse(pkcs1(key)));
    }

    /** With a public key behind it, which makes the length of the whole take more octets. */
    @ParameterizedTest
    @CsvSource({"256, 06082a8648ce3d030107", "384, 06052b81040022", "521, 06052b81040023"})
    void readsSec1(int size, String curve) throws Exception {
        ECPrivateKey key = (ECPrivateKey) key("EC", size);
        ECPrivateKey read = (ECPrivateKey) PemKey.parse(sec1(key, HexFormat.of().parseHex(curve)));
        assertEquals(key.getS(), read.getS());
        assertEquals(key.getParams().getCurve(), read.getParams().getCurve());
    }

    @Test
    void saysWhatToDoWithoutACurve() throws Exception {
        String pem = sec1((ECPrivateKey) key("EC", 256));
        Exception refused = assertThrows(InvalidKeyException.class, () -> PemKey.parse(pem));
        assertTrue(String.valueOf(refused.getMessage()).contains("does not name its curve"), refused::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CERTIFICATE           | AAAA                                     | no private key in PEM form",
                "ENCRYPTED PRIVATE KEY | AAAA                                     | encrypted; convert it with: openssl pkcs8",
                "RSA PRIVATE KEY       | Proc-Type: 4,ENCRYPTED DEK-Info: AES AAA | encrypted; convert it with: openssl pkcs8",
                "DSA PRIVATE KEY       | AAAA                                     | 'DSA PRIVATE KEY' cannot be read; convert",
                "PRIVATE KEY           | AAAA                                     | broken, or neither RSA",
                "PRIVATE KEY           | A                                        | broken",
                "RSA PRIVATE KEY       | AAAA                                     | broken",
                "EC PRIVATE KEY        | AAAA                                     | does not name its curve",
                "EC PRIVATE KEY        | MAUwgoQA                                 | broken",
                "EC PRIVATE KEY        | MIT/////                                 | broken"
            })
    void saysWhatIsWrong(String type, String text, String words) {
        String pem = "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
        Exception refused = assertThrows(InvalidKeyException.class, () -> PemKey.parse(pem));
        assertTrue(String.valueOf(refused.getMessage()).contains(words), refused::toString);
    }

    @Test
    void tellsNothingOfTheKey() throws Exception {
        String secret = Base64.getEncoder().encodeToString(key("RSA", 2_048).getEncoded());
        String broken = secret.substring(100);
        Exception refused = assertThrows(
                InvalidKeyException.class,
                () -> PemKey.parse("-----BEGIN PRIVATE KEY-----\n" + broken + "\n-----END PRIVATE KEY-----"));
        assertTrue(String.valueOf(refused.getMessage()).length() < 100, refused::toString);
    }
}
