package org.waybill.queue.core.rules;

import java.net.InetAddress;

/** The addresses of this machine's interfaces, as they are now. */
public interface LocalAddresses {

    boolean contains(InetAddress address);
}
