package org.waybill.queue.agent;

import java.net.InetAddress;
import java.util.List;
import org.waybill.queue.core.relay.Hop;
import org.waybill.queue.core.relay.RelayOptions;
import org.waybill.queue.core.relay.TlsTerms;

/** Leads to the doors of a host: those of each address in turn, until one has answered. */
final class HostDoors {

    private static final int MOST_ADDRESSES = 4;

    private final Hops hops;

    /** @param serverName what we call ourselves if nothing else is said */
    HostDoors(String serverName) {
        this.hops = new Hops(serverName);
    }

    /** Whoever stands before them. */
    interface Caller {

        /**
         * An address without a door for us.
         *
         * @param reply 4xx
         */
        void missing(String reply);

        /** @return whether it has answered, so that no other one is wanted */
        boolean knock(Hop door);
    }

    /** @param terms what is demanded of TLS there */
    void of(NextHops.Hop host, TlsTerms terms, RelayOptions options, Caller caller) {
        List<InetAddress> addresses = host.addresses();
        for (InetAddress address : addresses.subList(0, Math.min(addresses.size(), MOST_ADDRESSES))) {
            Hops.Answer answer = hops.of(options, host.url(), address, terms);
            if (answer instanceof Hops.Answer.Waiting waiting) {
                caller.missing(waiting.reply());
            } else if (answer instanceof Hops.Answer.Known known
                    && known.hops().stream().anyMatch(caller::knock)) {
                return;
            }
        }
    }
}
