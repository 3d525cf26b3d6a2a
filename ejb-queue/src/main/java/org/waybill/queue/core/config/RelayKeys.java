package org.waybill.queue.core.config;

import java.nio.file.Path;
import java.util.Map;
import org.waybill.smtp.listener.TlsIdentity;

/**
 * What a relay may name for TLS. Every name that an action, or a URL in the text, gives is here; files were readable when the
 * configuration was checked, but those of self-signed pairs may still have to be made ({@link Configuration#selfSigned}).
 *
 * @param keyPairs {@code pki}: PEM files of the chain and of its private key
 * @param authorities {@code ca}: a PEM file of one certificate or more
 */
public record RelayKeys(Map<String, TlsIdentity> keyPairs, Map<String, Path> authorities) {

    public static final RelayKeys NONE = new RelayKeys(Map.of(), Map.of());

    public RelayKeys {
        keyPairs = Map.copyOf(keyPairs);
        authorities = Map.copyOf(authorities);
    }
}
