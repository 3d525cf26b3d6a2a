package org.waybill.queue.agent;

import java.net.InetAddress;
import java.util.List;
import org.waybill.queue.core.relay.RelayUrl;

/** Where a relay may hand a mail over. */
sealed interface NextHops {

    /**
     * One host.
     *
     * @param url its name, and how to connect
     * @param addresses what the name resolves to, in the order to try; at least one
     */
    record Hop(RelayUrl url, List<InetAddress> addresses) {
        public Hop {
            addresses = List.copyOf(addresses);
        }
    }

    /** In the order to try, at least one. */
    record Found(List<Hop> hops) implements NextHops {
        public Found {
            hops = List.copyOf(hops);
        }
    }

    /**
     * There is none and will be none.
     *
     * @param reply 5xx
     */
    record Never(String reply) implements NextHops {}

    /**
     * It could not be found out.
     *
     * @param reply 4xx
     */
    record Later(String reply) implements NextHops {}
}
