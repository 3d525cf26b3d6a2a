package org.waybill.queue.agent.client;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.waybill.queue.core.relay.Trust;
import org.waybill.queue.core.relay.Trust.Tlsa;

/**
 * Whether a host's certificates are those of its TLSA records (RFC 6698, as RFC 7671 and RFC 7672 §3.1 have it for mail).
 * DANE-EE(3) is about the host's own certificate, whose names and dates do not matter. DANE-TA(2) is about one that it
 * comes from: the way between them and the names are checked.
 */
final class DaneCheck {

    private static final int DANE_TA = 2;
    private static final int DANE_EE = 3;
    private static final int WHOLE_CERTIFICATE = 0;
    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
    private static final String ANY_USAGE = "2.5.29.37.0";

    private final Trust.Dane dane;

    /** @param dane with at least one record */
    DaneCheck(Trust.Dane dane) {
        this.dane = dane;
    }

    /**
     * Checks.
     *
     * @param chain as the host has sent it, its own certificate first
     * @throws CertificateException if no record lets it pass
     */
    void check(List<X509Certificate> chain) throws CertificateException {
        X509Certificate own = chain.get(0);
        for (Tlsa record : dane.records()) {
            if (record.usage() == DANE_EE && fits(record, own)) {
                return;
            }
        }
        Set<TrustAnchor> anchors = anchors(chain.subList(1, chain.size()));
        if (anchors.isEmpty()) {
            throw new CertificateException("the certificate is not the one of the TLSA records");
        }
        checkWay(chain, anchors);
        checkUsage(own);
        CertificateNames.check(own, dane.names());
    }

    private static boolean fits(Tlsa record, X509Certificate certificate) throws CertificateException {
        byte[] selected = record.selector() == WHOLE_CERTIFICATE
                ? certificate.getEncoded()
                : certificate.getPublicKey().getEncoded();
        try {
            byte[] matched =
                    switch (record.matching()) {
                        case 0 -> selected;
                        case 1 -> MessageDigest.getInstance("SHA-256").digest(selected);
                        case 2 -> MessageDigest.getInstance("SHA-512").digest(selected);
                        default -> new byte[0];
                    };
            return matched.length > 0 && HexFormat.of().formatHex(matched).equals(record.data());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform lacks a digest that every one has", e);
        }
    }

    private Set<TrustAnchor> anchors(List<X509Certificate> issuers) throws CertificateException {
        Set<TrustAnchor> anchors = new HashSet<>();
        for (Tlsa record : dane.records()) {
            if (record.usage() != DANE_TA) {
                continue;
            }
            for (X509Certificate issuer : issuers) {
                if (isAuthority(issuer) && fits(record, issuer)) {
                    anchors.add(new TrustAnchor(issuer, null));
                }
            }
            if (record.selector() == WHOLE_CERTIFICATE && record.matching() == 0) {
                // whole in the DNS, so that the host need not send it
                anchors.add(new TrustAnchor(certificate(record), null));
            }
        }
        return anchors;
    }

    private static X509Certificate certificate(Tlsa record) throws CertificateException {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(HexFormat.of().parseHex(record.data())));
        } catch (IllegalArgumentException | CertificateException e) {
            throw new CertificateException("a TLSA record holds no certificate", e);
        }
    }

    /** Versions before the third cannot say so. */
    private static boolean isAuthority(X509Certificate certificate) {
        return certificate.getVersion() < 3 || certificate.getBasicConstraints() >= 0;
    }

    private static void checkWay(List<X509Certificate> chain, Set<TrustAnchor> anchors) throws CertificateException {
        X509CertSelector own = new X509CertSelector();
        own.setCertificate(chain.get(0));
        try {
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, own);
            parameters.setRevocationEnabled(false);
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
            CertPathBuilder.getInstance("PKIX").build(parameters);
        } catch (GeneralSecurityException e) {
            throw new CertificateException(
                    "the certificate does not come from that of the TLSA records: " + e.getMessage(), e);
        }
    }

    private static void checkUsage(X509Certificate certificate) throws CertificateException {
        List<String> usages = certificate.getExtendedKeyUsage();
        if (usages != null && !usages.contains(SERVER_AUTHENTICATION) && !usages.contains(ANY_USAGE)) {
            throw new CertificateException("the certificate is not for servers");
        }
    }
}
