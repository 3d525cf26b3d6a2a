package org.waybill.queue.agent.client;

import java.io.IOException;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;

/** Our keys, whose trouble is told from that of a host: it names our files, which are nobody else's business. */
record OwnKeys(RelayKeys keys) implements RelayKeys {

    /** They cannot be used. */
    static final class Trouble extends IOException {
        private static final long serialVersionUID = 1L;

        private Trouble(IOException cause) {
            super(SmtpFailure.reason(cause), cause);
        }
    }

    @Override
    public X509KeyManager certificate(String pki) throws IOException {
        try {
            return keys.certificate(pki);
        } catch (IOException e) {
            throw new Trouble(e);
        }
    }

    @Override
    public X509TrustManager authorities(String ca) throws IOException {
        try {
            return keys.authorities(ca);
        } catch (IOException e) {
            throw new Trouble(e);
        }
    }
}
