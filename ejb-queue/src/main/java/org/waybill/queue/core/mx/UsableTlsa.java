package org.waybill.queue.core.mx;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.HexFormat;
import java.util.Optional;
import org.waybill.queue.core.relay.Trust.Tlsa;

/** Which TLSA records an SMTP client may use (RFC 7672 §3.1): those that it understands and that name no public authority. */
public final class UsableTlsa {

    private static final int SHA_256_OCTETS = 32;
    private static final int SHA_512_OCTETS = 64;

    private UsableTlsa() {}

    /** @return empty if the record is of no use */
    public static Optional<Tlsa> of(int usage, int selector, int matching, byte[] data) {
        // PKIX-TA(0) and PKIX-EE(1): there are no authorities that all servers of mail agree on (§3.1.3)
        boolean known = (usage == 2 || usage == 3) && (selector == 0 || selector == 1);
        return known && isWhole(selector, matching, data)
                ? Optional.of(new Tlsa(usage, selector, matching, HexFormat.of().formatHex(data)))
                : Optional.empty();
    }

    private static boolean isWhole(int selector, int matching, byte[] data) {
        return switch (matching) {
            case 0 -> selector == 0 ? isCertificate(data) : isSequence(data);
            case 1 -> data.length == SHA_256_OCTETS;
            case 2 -> data.length == SHA_512_OCTETS;
            default -> false;
        };
    }

    private static boolean isCertificate(byte[] data) {
        try {
            return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(data)) != null;
        } catch (CertificateException e) {
            return false;
        }
    }

    /** As every DER-encoded public key is. */
    private static boolean isSequence(byte[] data) {
        return data.length > 2 && data[0] == 0x30;
    }
}
