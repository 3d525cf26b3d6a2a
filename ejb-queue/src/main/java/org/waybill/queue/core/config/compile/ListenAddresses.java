package org.waybill.queue.core.config.compile;

import java.net.InetAddress;
import java.util.List;

/** Port: what {@code listen on} may name. */
public interface ListenAddresses {

    /** The addresses of an interface, or of a host name of this machine; an address is itself. */
    Answer resolve(String name);

    /** At least one address, or why there is none. */
    sealed interface Answer {
        record Addresses(List<InetAddress> addresses) implements Answer {
            public Addresses {
                addresses = List.copyOf(addresses);
                if (addresses.isEmpty()) {
                    throw new IllegalArgumentException("expected at least one address");
                }
            }
        }

        /** @param reason such as {@code there is no interface or host of that name} */
        record Unknown(String reason) implements Answer {}
    }
}
