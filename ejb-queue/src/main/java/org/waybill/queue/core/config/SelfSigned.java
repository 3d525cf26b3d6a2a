package org.waybill.queue.core.config;

import java.util.List;
import org.waybill.smtp.listener.TlsIdentity;

/**
 * A key pair that this server makes for itself.
 *
 * @param identity where it lies, or will
 * @param hostnames the names that its certificate is for, the server's first
 */
public record SelfSigned(TlsIdentity identity, List<String> hostnames) {
    public SelfSigned {
        hostnames = List.copyOf(hostnames);
    }
}
