package org.waybill.queue.agent.client;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.waybill.queue.core.mx.TlsFailure;
import org.waybill.queue.core.relay.Hop;
import org.waybill.queue.core.relay.Trust;
import org.waybill.smtp.AddressLiteral;

/**
 * TLS around one connection. Each has a context of its own: a session that is resumed would bring along a certificate that
 * was judged by other terms.
 */
final class TlsLayer implements Wire.Wrapping {

    private final Hop hop;
    private final Trust trust;
    private final RelayKeys keys;
    private final Witness witness;
    private Security security = Security.plain(TlsFailure.VALIDATION_FAILURE);

    TlsLayer(Hop hop, Trust trust, RelayKeys keys, Witness witness) {
        this.hop = hop;
        this.trust = trust;
        this.keys = keys;
        this.witness = witness;
    }

    @Override
    public Socket around(Socket plain) throws IOException {
        CertificateJudge judge = CertificateJudge.of(trust, keys, witness);
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(certificates(), new TrustManager[] {judge}, null);
            SSLSocket secured =
                    (SSLSocket) context.getSocketFactory().createSocket(plain, hop.host(), hop.port(), true);
            secured.setSSLParameters(parameters(secured.getSSLParameters()));
            secured.startHandshake();
            SSLSession session = secured.getSession();
            security = new Security(
                    session.getProtocol() + " " + session.getCipherSuite() + ", " + judge.verdict(),
                    Stream.of(session.getPeerCertificates())
                            .filter(X509Certificate.class::isInstance)
                            .map(X509Certificate.class::cast)
                            .toList(),
                    null);
            return secured;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private KeyManager[] certificates() throws IOException {
        return hop.pki().isEmpty() ? new KeyManager[0] : new KeyManager[] {keys.certificate(hop.pki())};
    }

    private SSLParameters parameters(SSLParameters parameters) {
        if (!hop.ciphers().protocols().isEmpty()) {
            parameters.setProtocols(hop.ciphers().protocols().toArray(String[]::new));
        }
        if (!hop.ciphers().ciphers().isEmpty()) {
            parameters.setCipherSuites(hop.ciphers().ciphers().toArray(String[]::new));
        }
        parameters.setServerNames(serverNames());
        return parameters;
    }

    /** RFC 6066 §3: never an address. */
    private List<SNIServerName> serverNames() {
        String name = trust instanceof Trust.Dane dane && !dane.names().isEmpty()
                ? dane.names().get(0)
                : hop.host();
        if (AddressLiteral.parse(name).isPresent()) {
            return List.of();
        }
        try {
            return List.of(new SNIHostName(name));
        } catch (IllegalArgumentException notAHostName) {
            return List.of();
        }
    }

    /** What was negotiated. */
    Security security() {
        return security;
    }
}
