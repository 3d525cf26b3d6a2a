package org.waybill.queue.agent.client;

import java.io.IOException;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;

/** Port: the {@code pki} and {@code ca} of the configuration, as they are now. */
public interface RelayKeys {

    /**
     * Our certificate and its key.
     *
     * @param pki a name, not empty
     * @throws IOException with a sentence that says why there is none
     */
    X509KeyManager certificate(String pki) throws IOException;

    /**
     * Whom certificates of hosts come from.
     *
     * @param ca a name; empty for the authorities of the Java runtime
     * @throws IOException with a sentence that says why there are none
     */
    X509TrustManager authorities(String ca) throws IOException;
}
