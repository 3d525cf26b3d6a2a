package org.waybill.queue.core.mx;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;

/** The result types of RFC 8460 §4.3. */
public enum TlsFailure {
    STARTTLS_NOT_SUPPORTED,
    CERTIFICATE_HOST_MISMATCH,
    CERTIFICATE_EXPIRED,
    CERTIFICATE_NOT_TRUSTED,
    VALIDATION_FAILURE,
    TLSA_INVALID,
    DNSSEC_INVALID,
    DANE_REQUIRED,
    STS_POLICY_FETCH_ERROR,
    STS_POLICY_INVALID,
    STS_WEBPKI_INVALID;

    private static final int MAX_CAUSES = 16;

    /** So begins what is said of a certificate with another name. */
    private static final String NOT_FOR = "the certificate is not for ";

    /** As reports write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What a failed handshake was about, as far as its exception tells; {@code VALIDATION_FAILURE} for all else. */
    public static TlsFailure of(Throwable handshake) {
        TlsFailure failure = VALIDATION_FAILURE;
        Throwable cause = handshake;
        for (int depth = 0; depth < MAX_CAUSES && cause != null; depth++) {
            if (isOutOfDate(cause)) {
                return CERTIFICATE_EXPIRED;
            }
            if (cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException) {
                failure = CERTIFICATE_NOT_TRUSTED;
            } else if (String.valueOf(cause.getMessage()).startsWith(NOT_FOR)) {
                return CERTIFICATE_HOST_MISMATCH;
            }
            cause = cause.getCause();
        }
        return failure;
    }

    private static boolean isOutOfDate(Throwable cause) {
        return cause instanceof CertificateExpiredException
                || cause instanceof CertificateNotYetValidException
                || (cause instanceof CertPathValidatorException path
                        && path.getReason() == CertPathValidatorException.BasicReason.EXPIRED);
    }
}
