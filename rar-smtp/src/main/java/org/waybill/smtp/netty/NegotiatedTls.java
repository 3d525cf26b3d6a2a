package org.waybill.smtp.netty;

import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.waybill.smtp.session.SecuredChannel;

/** What a handshake came to. */
final class NegotiatedTls {

    private static final Pattern KEY_BITS = Pattern.compile("_(128|256)_");
    private static final Pattern HASH_OF_SIGNATURE = Pattern.compile("(MD5|SHA3-[0-9]+|SHA[0-9]+)with.*");

    private NegotiatedTls() {}

    static SecuredChannel secured(SslHandler handler) {
        return new SecuredChannel(describe(handler), endPoint(handler));
    }

    /**
     * The form of {@link org.waybill.smtp.Peer#tls}: protocol, cipher suite, its key's bits, and whether the client has
     * shown a certificate that was verified, such as {@code TLSv1.3:TLS_AES_256_GCM_SHA384:256:NO}.
     */
    static String describe(SslHandler handler) {
        SSLSession session = handler.engine().getSession();
        return String.join(
                ":",
                session.getProtocol(),
                session.getCipherSuite(),
                bits(session.getCipherSuite()),
                clientVerified(session) ? "YES" : "NO");
    }

    /** Java does not tell, so the name must; CHACHA20 has one size of key and does not mention it. */
    static String bits(String cipherSuite) {
        Matcher bits = KEY_BITS.matcher(cipherSuite);
        return bits.find() ? bits.group(1) : "256";
    }

    private static boolean clientVerified(SSLSession session) {
        try {
            return session.getPeerCertificates().length > 0;
        } catch (SSLPeerUnverifiedException e) {
            return false;
        }
    }

    /**
     * The channel binding {@code tls-server-end-point} (RFC 5929 §4.1): the hash of the certificate that this client was
     * shown.
     *
     * @return in Base64; empty where it is not defined, as for a certificate signed with Ed25519
     */
    static String endPoint(SslHandler handler) {
        Certificate[] shown = handler.engine().getSession().getLocalCertificates();
        return shown != null && shown.length > 0 && shown[0] instanceof X509Certificate certificate
                ? endPoint(certificate)
                : "";
    }

    static String endPoint(X509Certificate certificate) {
        try {
            String hash = hash(certificate);
            return hash.isEmpty()
                    ? ""
                    : Base64.getEncoder()
                            .encodeToString(MessageDigest.getInstance(hash).digest(certificate.getEncoded()));
        } catch (GeneralSecurityException | IOException e) {
            return ""; // a client that binds to it gets no further, and any other goes on
        }
    }

    /** That of the certificate's signature, where it has exactly one; in place of the two broken ones SHA-256. */
    private static String hash(X509Certificate certificate) throws GeneralSecurityException, IOException {
        String signature = certificate.getSigAlgName();
        if (signature.equals("RSASSA-PSS")) {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance(signature);
            parameters.init(certificate.getSigAlgParams());
            return unbroken(parameters.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm());
        }
        Matcher named = HASH_OF_SIGNATURE.matcher(signature);
        return named.matches() ? unbroken(named.group(1).replaceFirst("^SHA(?=[0-9])(?!3-)", "SHA-")) : "";
    }

    private static String unbroken(String hash) {
        return hash.equals("MD5") || hash.equals("SHA-1") ? "SHA-256" : hash;
    }
}
