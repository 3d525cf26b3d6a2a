package org.waybill.queue.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** A new ECDSA P-256 key with a certificate (RFC 5280) that it signs itself, as PEM texts. */
final class SelfSignedCertificate {

    /** The longest that mail programs take from anybody. */
    static final Duration LIFETIME = Duration.ofDays(398);

    /** For clients whose clocks are slow. */
    private static final Duration BACKDATED = Duration.ofHours(1);

    /** RFC 5280 appendix A.1: ub-common-name. */
    private static final int LONGEST_COMMON_NAME = 64;

    private static final int SERIAL_BITS = 120;

    private static final AlgorithmIdentifier ECDSA = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

    private final KeyPair keys;
    private final byte[] certificate;

    private SelfSignedCertificate(KeyPair keys, byte[] certificate) {
        this.keys = keys;
        this.certificate = certificate;
    }

    /** @param hostnames whom the certificate is for, at least one */
    static SelfSignedCertificate make(List<String> hostnames, Instant now, SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair keys = generator.generateKeyPair();
            TBSCertificate contents = contents(hostnames, keys, now, new BigInteger(SERIAL_BITS, random).setBit(0));
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate(), random);
            signature.update(contents.getEncoded(ASN1Encoding.DER));
            ASN1Encodable[] signed = {contents, ECDSA, new DERBitString(signature.sign())};
            return new SelfSignedCertificate(keys, new DERSequence(signed).getEncoded(ASN1Encoding.DER));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the Java platform cannot make an ECDSA certificate", e);
        }
    }

    private static TBSCertificate contents(List<String> hostnames, KeyPair keys, Instant now, BigInteger serial)
            throws IOException {
        X500Name name = name(hostnames.get(0));
        V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
        generator.setSerialNumber(new ASN1Integer(serial));
        generator.setSignature(ECDSA);
        generator.setIssuer(name);
        generator.setSubject(name);
        generator.setStartDate(new Time(Date.from(now.minus(BACKDATED))));
        generator.setEndDate(new Time(Date.from(now.minus(BACKDATED).plus(LIFETIME))));
        generator.setSubjectPublicKeyInfo(
                SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
        generator.setExtensions(extensions(hostnames));
        return generator.generateTBSCertificate();
    }

    private static X500Name name(String hostname) {
        String common = hostname.length() <= LONGEST_COMMON_NAME ? hostname : "Waybill";
        return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, common).build();
    }

    private static Extensions extensions(List<String> hostnames) throws IOException {
        GeneralName[] names = hostnames.stream()
                .map(hostname -> new GeneralName(GeneralName.dNSName, hostname))
                .toArray(GeneralName[]::new);
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        extensions.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        extensions.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        return extensions.generate();
    }

    /** PKCS #8. */
    String keyPem() {
        return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    String certificatePem() {
        return pem("CERTIFICATE", certificate);
    }

    private static String pem(String kind, byte[] octets) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets);
        return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
    }
}
