package org.waybill.queue.agent.client;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.waybill.smtp.AddressLiteral;

/**
 * Whether a certificate is for a host (RFC 6125): by the names and addresses among its subject's alternative ones; the
 * subject's common name is for people.
 */
final class CertificateNames {

    // RFC 5280 §4.2.1.6
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private static final String ANY_LABEL = "*.";

    private CertificateNames() {}

    /**
     * Looks for one of these.
     *
     * @param names host names in lower case and A-labels, or addresses
     * @throws CertificateException if it is for none of them
     */
    static void check(X509Certificate certificate, List<String> names) throws CertificateException {
        for (List<?> alternative :
                Objects.requireNonNullElse(certificate.getSubjectAlternativeNames(), List.<List<?>>of())) {
            if (alternative.get(1) instanceof String is
                    && names.stream().anyMatch(name -> fits((Integer) alternative.get(0), is, name))) {
                return;
            }
        }
        throw new CertificateException("the certificate is not for " + String.join(" or ", names));
    }

    private static boolean fits(int type, String is, String name) {
        boolean address = AddressLiteral.parse(name).isPresent();
        if (type == IP_ADDRESS) {
            return address && same(is, name);
        }
        return type == DNS_NAME && !address && fits(is.toLowerCase(Locale.ROOT), name);
    }

    /** A wildcard stands for one whole label, the first, and not for that of a whole top-level domain. */
    private static boolean fits(String is, String name) {
        if (!is.startsWith(ANY_LABEL)) {
            return is.equals(name);
        }
        String parent = is.substring(ANY_LABEL.length());
        int dot = name.indexOf('.');
        return dot > 0 && parent.indexOf('.') > 0 && name.substring(dot + 1).equals(parent);
    }

    /** Both are literals. */
    private static boolean same(String one, String other) {
        return AddressLiteral.parse(one).equals(AddressLiteral.parse(other));
    }
}
