package org.waybill.queue.agent.client;

import java.io.IOException;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.waybill.queue.core.relay.Trust;

/** Whether the certificate of a host is good enough. */
abstract class CertificateJudge extends X509ExtendedTrustManager {

    private final String verdict;
    private final Witness witness;

    private CertificateJudge(String verdict, Witness witness) {
        this.verdict = verdict;
        this.witness = witness;
    }

    /**
     * The one for these terms.
     *
     * @param witness is shown the certificate, whatever becomes of it
     */
    static CertificateJudge of(Trust trust, RelayKeys keys, Witness witness) throws IOException {
        if (trust instanceof Trust.Named named) {
            return new ByName(named.names(), keys.authorities(named.authorities()), witness);
        }
        if (trust instanceof Trust.Dane dane) {
            return new ByDane(new DaneCheck(dane), witness);
        }
        return new Lenient(witness);
    }

    /** What a certificate that has passed stands for, for people. */
    final String verdict() {
        return verdict;
    }

    /**
     * Judges.
     *
     * @param chain the host's certificate first
     * @throws CertificateException with a sentence that says what is wrong with it
     */
    abstract void judge(X509Certificate[] chain, String authType) throws CertificateException;

    /** Any certificate at all. */
    private static final class Lenient extends CertificateJudge {

        Lenient(Witness witness) {
            super("not verified", witness);
        }

        @Override
        void judge(X509Certificate[] chain, String authType) {
            // whatever it says
        }
    }

    private static final class ByName extends CertificateJudge {

        private final List<String> names;
        private final X509TrustManager authorities;

        ByName(List<String> names, X509TrustManager authorities, Witness witness) {
            super("verified by name", witness);
            this.names = names;
            this.authorities = authorities;
        }

        @Override
        void judge(X509Certificate[] chain, String authType) throws CertificateException {
            authorities.checkServerTrusted(chain, authType);
            CertificateNames.check(chain[0], names);
        }
    }

    private static final class ByDane extends CertificateJudge {

        private final DaneCheck check;

        ByDane(DaneCheck check, Witness witness) {
            super("verified by DANE", witness);
            this.check = check;
        }

        @Override
        void judge(X509Certificate[] chain, String authType) throws CertificateException {
            check.check(List.of(chain));
        }
    }

    private void see(X509Certificate[] chain, String authType) throws CertificateException {
        boolean good = false;
        try {
            judge(chain, authType);
            good = true;
        } finally {
            witness.saw("certificate", good, () -> CertificateText.of(chain[0]));
        }
    }

    @Override
    public final void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        see(chain, authType);
    }

    @Override
    public final void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        see(chain, authType);
    }

    @Override
    public final void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        see(chain, authType);
    }

    @Override
    public final void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("we are no server");
    }

    @Override
    public final void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public final void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public final X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
