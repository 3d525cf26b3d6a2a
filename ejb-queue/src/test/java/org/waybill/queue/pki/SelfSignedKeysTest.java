package org.waybill.queue.pki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waybill.queue.core.config.SelfSigned;
import org.waybill.smtp.listener.TlsIdentity;

class SelfSignedKeysTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final SelfSignedKeys keys = new SelfSignedKeys();

    private static SelfSigned wanted(Path home, String... hostnames) {
        Path directory = home.resolve("pki");
        return new SelfSigned(
                new TlsIdentity("a", directory.resolve("a.crt"), directory.resolve("a.key")), List.of(hostnames));
    }

    private static X509Certificate certificate(SelfSigned made) throws Exception {
        try (InputStream in = Files.newInputStream(made.identity().certificate())) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    @Test
    void makesACertificateForTheNamesThatSignsItself(@TempDir Path home) throws Exception {
        SelfSigned wanted = wanted(home, "mx.example.org", "in.example.org");
        assertTrue(keys.ensure(wanted, NOW));
        X509Certificate certificate = certificate(wanted);
        certificate.verify(certificate.getPublicKey());
        certificate.checkValidity(Date.from(NOW));
        assertEquals("CN=mx.example.org", certificate.getSubjectX500Principal().getName());
        assertEquals(
                List.of(List.of(2, "mx.example.org"), List.of(2, "in.example.org")),
                List.copyOf(certificate.getSubjectAlternativeNames()));
        assertEquals(
                Duration.ofDays(398),
                Duration.between(
                        certificate.getNotBefore().toInstant(),
                        certificate.getNotAfter().toInstant()));
        assertEquals(-1, certificate.getBasicConstraints());
        assertEquals(List.of("1.3.6.1.5.5.7.3.1"), certificate.getExtendedKeyUsage());
    }

    @Test
    void makesTheKeyOfTheCertificate(@TempDir Path home) throws Exception {
        SelfSigned wanted = wanted(home, "mx.example.org");
        keys.ensure(wanted, NOW);
        String base64 = Files.readAllLines(wanted.identity().key()).stream()
                .filter(line -> !line.startsWith("-----"))
                .collect(Collectors.joining());
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64))));
        signature.update(new byte[] {1});
        byte[] signed = signature.sign();
        signature.initVerify(certificate(wanted));
        signature.update(new byte[] {1});
        assertTrue(signature.verify(signed));
    }

    @Test
    void letsNobodyElseReadTheKey(@TempDir Path home) throws Exception {
        SelfSigned wanted = wanted(home, "mx.example.org");
        keys.ensure(wanted, NOW);
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(wanted.identity().key())));
        try (Stream<Path> files = Files.list(home.resolve("pki"))) {
            assertEquals(
                    Set.of("a.crt", "a.key"),
                    files.map(file -> String.valueOf(file.getFileName())).collect(Collectors.toSet()));
        }
    }

    @Test
    void keepsWhatIsGood(@TempDir Path home) throws Exception {
        SelfSigned wanted = wanted(home, "mx.example.org");
        keys.ensure(wanted, NOW);
        byte[] before = Files.readAllBytes(wanted.identity().certificate());
        Duration good =
                SelfSignedCertificate.LIFETIME.minus(SelfSignedKeys.RENEWAL).minusHours(2);
        assertFalse(keys.ensure(wanted, NOW.plus(good)));
        assertEquals(
                Base64.getEncoder().encodeToString(before),
                Base64.getEncoder()
                        .encodeToString(Files.readAllBytes(wanted.identity().certificate())));
    }

    @Test
    void renewsWhatIsAboutToExpire(@TempDir Path home) throws Exception {
        SelfSigned wanted = wanted(home, "mx.example.org");
        keys.ensure(wanted, NOW);
        Instant late = NOW.plus(SelfSignedCertificate.LIFETIME).minus(SelfSignedKeys.RENEWAL);
        assertTrue(keys.ensure(wanted, late));
        certificate(wanted).checkValidity(Date.from(late.plus(Duration.ofDays(390))));
    }

    @Test
    void makesAnewWhatIsForOtherNamesOrBroken(@TempDir Path home) throws Exception {
        SelfSigned wanted = wanted(home, "mx.example.org");
        keys.ensure(wanted, NOW);
        assertTrue(keys.ensure(wanted(home, "mx.example.org", "in.example.org"), NOW));
        Files.writeString(wanted.identity().certificate(), "nonsense");
        assertTrue(keys.ensure(wanted, NOW));
        Files.delete(wanted.identity().key());
        assertTrue(keys.ensure(wanted, NOW));
        assertFalse(keys.ensure(wanted, NOW));
    }

    @Test
    void takesAHostNameThatIsTooLongForACommonName(@TempDir Path home) throws Exception {
        String name = "a".repeat(60) + "." + "b".repeat(60);
        keys.ensure(wanted(home, name), NOW);
        assertEquals(
                "CN=Waybill",
                certificate(wanted(home, name)).getSubjectX500Principal().getName());
    }

    @Test
    void failsWhereItCannotWrite(@TempDir Path home) throws IOException {
        Files.writeString(home.resolve("pki"), "no directory");
        assertThrows(IOException.class, () -> keys.ensure(wanted(home, "mx.example.org"), NOW));
    }
}
