package org.waybill.queue.core.mx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class TlsFailureTest {

    private static Throwable handshake(Throwable cause) {
        SSLHandshakeException outer = new SSLHandshakeException("PKIX path building failed");
        outer.initCause(cause);
        return new IOException(outer);
    }

    @Test
    void tellsFailuresOfHandshakesApart() {
        Map<TlsFailure, Throwable> expected = Map.of(
                TlsFailure.CERTIFICATE_HOST_MISMATCH, new CertificateException("the certificate is not for mx.example"),
                TlsFailure.CERTIFICATE_EXPIRED,
                        new CertPathValidatorException("validity check failed", new CertificateExpiredException()),
                TlsFailure.CERTIFICATE_NOT_TRUSTED, new CertPathBuilderException("unable to find valid path"),
                TlsFailure.VALIDATION_FAILURE, new IOException("Connection reset"));
        expected.forEach((failure, cause) -> assertEquals(failure, TlsFailure.of(handshake(cause))));
    }

    @Test
    void writesTheWordsOfTheRfc() {
        assertEquals(
                "starttls-not-supported certificate-host-mismatch certificate-expired certificate-not-trusted"
                        + " validation-failure tlsa-invalid dnssec-invalid dane-required sts-policy-fetch-error"
                        + " sts-policy-invalid sts-webpki-invalid",
                Arrays.stream(TlsFailure.values()).map(TlsFailure::word).collect(Collectors.joining(" ")));
    }
}
