package org.waybill.smtp.netty;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.waybill.smtp.keys.Der;
import org.waybill.smtp.listener.TlsIdentity;

/** A self-signed certificate for one host name with its key, in files as an operator has them. */
record TestKeys(TlsIdentity identity, KeyPair pair, X509Certificate certificate) {

    private static final char[] PASSWORD = "for tests only".toCharArray();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    /** Kinds of keys and signatures; the number is the algorithm's in ASN.1. */
    enum Kind {
        RSA("RSA", 2_048, "SHA256withRSA", "06092a864886f70d01010b0500"),
        RSA_SHA512("RSA", 2_048, "SHA512withRSA", "06092a864886f70d01010d0500"),
        RSA_SHA1("RSA", 2_048, "SHA1withRSA", "06092a864886f70d0101050500"),
        RSA_MD5("RSA", 2_048, "MD5withRSA", "06092a864886f70d0101040500"),
        RSA_PSS("RSA", 2_048, "RSASSA-PSS", "06092a864886f70d01010a"),
        EC("EC", 256, "SHA256withECDSA", "06082a8648ce3d040302"),
        EC_SHA384("EC", 384, "SHA384withECDSA", "06082a8648ce3d040303"),
        ED25519("Ed25519", 255, "Ed25519", "06032b6570");

        private final String key;
        private final int bits;
        private final String signature;
        private final String number;

        Kind(String key, int bits, String signature, String number) {
            this.key = key;
            this.bits = bits;
            this.signature = signature;
            this.number = number;
        }

        private KeyPair pair() throws GeneralSecurityException {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(key);
            generator.initialize(bits);
            return generator.generateKeyPair();
        }

        private byte[] sign(KeyPair pair, byte[] octets) throws GeneralSecurityException {
            Signature signing = Signature.getInstance(signature);
            if (this == RSA_PSS) {
                signing.setParameter(pss());
            }
            signing.initSign(pair.getPrivate());
            signing.update(octets);
            return signing.sign();
        }

        private byte[] identifier() throws GeneralSecurityException, IOException {
            byte[] algorithm = HexFormat.of().parseHex(number);
            if (this != RSA_PSS) {
                return Der.sequence(algorithm);
            }
            AlgorithmParameters parameters = AlgorithmParameters.getInstance(signature);
            parameters.init(pss());
            return Der.sequence(algorithm, parameters.getEncoded());
        }

        private static PSSParameterSpec pss() {
            return new PSSParameterSpec("SHA-384", "MGF1", MGF1ParameterSpec.SHA384, 48, 1);
        }
    }

    static TestKeys make(Path directory, String hostname) throws GeneralSecurityException, IOException {
        return make(directory, hostname, Kind.EC);
    }

    static TestKeys make(Path directory, String hostname, Kind kind) throws GeneralSecurityException, IOException {
        KeyPair pair = kind.pair();
        byte[] der = certificate(hostname, kind, pair);
        Files.createDirectories(directory);
        Path certificate = directory.resolve(hostname + ".crt");
        Path key = directory.resolve(hostname + ".key");
        Files.writeString(certificate, Der.pem("CERTIFICATE", der));
        Files.writeString(key, Der.pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        Certificate read = CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        return new TestKeys(new TlsIdentity(hostname, certificate, key), pair, (X509Certificate) read);
    }

    /** RFC 5280 §4.1. */
    private static byte[] certificate(String hostname, Kind kind, KeyPair pair)
            throws GeneralSecurityException, IOException {
        byte[] name = Der.sequence(
                Der.element(0x31, Der.sequence(HexFormat.of().parseHex("0603550403"), Der.text(0x0c, hostname))));
        Instant now = Clock.systemUTC().instant();
        byte[] validity = Der.sequence(
                Der.text(0x17, TIME.format(now.minus(Duration.ofDays(1)))),
                Der.text(0x17, TIME.format(now.plus(Duration.ofDays(1)))));
        byte[] names = Der.sequence(Der.text(0x82, hostname));
        byte[] extensions = Der.sequence(Der.sequence(HexFormat.of().parseHex("0603551d11"), Der.element(4, names)));
        byte[] toBeSigned = Der.sequence(
                Der.element(0xa0, Der.integer(BigInteger.TWO)),
                Der.integer(BigInteger.valueOf(now.toEpochMilli())),
                kind.identifier(),
                name,
                validity,
                name,
                pair.getPublic().getEncoded(),
                Der.element(0xa3, extensions));
        byte[] signature = kind.sign(pair, toBeSigned);
        return Der.sequence(toBeSigned, kind.identifier(), Der.element(3, new byte[1], signature));
    }

    /** A client that trusts this certificate and shows none. */
    SSLContext client() throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust().getTrustManagers(), null);
        return context;
    }

    /** A client that trusts this certificate and shows another one of its own. */
    SSLContext clientThatShows(TestKeys own) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        store.setKeyEntry("own", own.pair.getPrivate(), PASSWORD, new Certificate[] {own.certificate});
        KeyManagerFactory shown = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        shown.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(shown.getKeyManagers(), trust().getTrustManagers(), null);
        return context;
    }

    private TrustManagerFactory trust() throws GeneralSecurityException, IOException {
        KeyStore trusted = emptyStore();
        trusted.setCertificateEntry("mx", certificate);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        return trust;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
