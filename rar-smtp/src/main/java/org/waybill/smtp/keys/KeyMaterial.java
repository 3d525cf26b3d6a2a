package org.waybill.smtp.keys;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.waybill.smtp.listener.TlsIdentity;

/**
 * A certificate chain and its key as read from their files.
 *
 * @param chain the server's certificate first
 */
public record KeyMaterial(PrivateKey key, List<X509Certificate> chain) {

    private static final String NO_CERTIFICATE = "no certificate in PEM form (-----BEGIN CERTIFICATE-----)";
    private static final int DNS_NAME = 2; // RFC 5280 §4.2.1.6

    public KeyMaterial {
        chain = List.copyOf(chain);
    }

    /**
     * Reads both files. Whoever renews a certificate writes them one after the other, so that they may not fit for a
     * moment: then this fails like with any other broken file.
     *
     * @throws IOException with a message that names the identity and the file
     */
    public static KeyMaterial read(TlsIdentity identity) throws IOException {
        List<X509Certificate> chain = named(identity, identity.certificate(), KeyMaterial::certificates);
        PrivateKey key = named(identity, identity.key(), KeyMaterial::key);
        try {
            if (!belongTogether(chain.get(0), key)) {
                throw problem(identity, identity.key(), new IOException("the key does not belong to the certificate"));
            }
        } catch (GeneralSecurityException e) {
            throw problem(identity, identity.key(), e);
        }
        return new KeyMaterial(key, chain);
    }

    /** All certificates of a PEM file, at least one. */
    public static List<X509Certificate> certificates(Path file) throws IOException, CertificateException {
        List<X509Certificate> certificates = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                if (certificate instanceof X509Certificate usable) {
                    certificates.add(usable);
                }
            }
        } catch (CertificateException e) {
            throw new CertificateException(NO_CERTIFICATE, e);
        }
        if (certificates.isEmpty()) {
            throw new CertificateException(NO_CERTIFICATE);
        }
        return certificates;
    }

    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        return PemKey.parse(Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    /** Whatever reads a file. */
    @FunctionalInterface
    private interface Reading<T> {
        T from(Path file) throws IOException, GeneralSecurityException;
    }

    private static <T> T named(TlsIdentity identity, Path file, Reading<T> reading) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("certificate '" + identity.name() + "': cannot read " + file);
        }
        try {
            return reading.from(file);
        } catch (GeneralSecurityException | IOException e) {
            throw problem(identity, file, e);
        }
    }

    private static IOException problem(TlsIdentity identity, Path file, Exception cause) {
        return new IOException("certificate '" + identity.name() + "': " + file + ": " + cause.getMessage(), cause);
    }

    /** Only what the key signs can be checked with the certificate; comparing numbers would be one way for each algorithm. */
    private static boolean belongTogether(X509Certificate certificate, PrivateKey key) throws GeneralSecurityException {
        if (!certificate.getPublicKey().getAlgorithm().equals(key.getAlgorithm())) {
            return false;
        }
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> "EdDSA";
                };
        byte[] probe = certificate.getSerialNumber().toByteArray();
        Signature signing = Signature.getInstance(algorithm);
        signing.initSign(key);
        signing.update(probe);
        byte[] signed = signing.sign();
        signing.initVerify(certificate.getPublicKey());
        signing.update(probe);
        try {
            return signing.verify(signed);
        } catch (SignatureException e) {
            return false; // keys of different size do not even get as far as a comparison
        }
    }

    /** The host names that the certificate is for, a {@code *} only in place of the whole first label. */
    public Set<String> names() {
        Set<String> names = new HashSet<>();
        try {
            Collection<List<?>> alternatives =
                    Objects.requireNonNullElse(chain.get(0).getSubjectAlternativeNames(), List.of());
            for (List<?> alternative : alternatives) {
                if (alternative.get(0).equals(DNS_NAME)
                        && alternative.get(1) instanceof String name
                        && name.matches("(?:\\*\\.)?[^*.][^*]*")) {
                    names.add(name);
                }
            }
        } catch (CertificateParsingException e) {
            return Set.of(); // names that nobody can read are asked for by nobody
        }
        return names;
    }
}
