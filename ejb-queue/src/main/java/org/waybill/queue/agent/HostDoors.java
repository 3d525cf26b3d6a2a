package org.waybill.queue.agent;

import java.net.InetAddress;
import java.util.Iterator;
import java.util.List;
import org.waybill.queue.core.deliver.ReplyLine;
import org.waybill.queue.core.relay.Hop;
import org.waybill.queue.core.relay.RelayOptions;
import org.waybill.queue.core.relay.TlsTerms;

/**
 * Leads to the doors of a host: those of each address in turn, until one has answered or enough addresses were tried. One
 * that cannot be tried at all takes nobody's turn, or a host whose first addresses are of no use to us were out of reach.
 */
final class HostDoors {

    private static final int MOST_ADDRESSES = 4;

    private final Hops hops;

    /** @param serverName what we call ourselves if nothing else is said */
    HostDoors(String serverName) {
        this.hops = new Hops(serverName);
    }

    /** What came of a door. */
    enum Knock {
        /** No other one is wanted. */
        ANSWERED,
        TRIED,
        /** Not even tried. */
        PASSED
    }

    /** Whoever stands before them. */
    interface Caller {

        /**
         * An address without a door for us.
         *
         * @param reply 4xx
         */
        void missing(ReplyLine reply);

        Knock knock(Hop door);
    }

    /** @param terms what is demanded of TLS there */
    void of(NextHops.Hop host, TlsTerms terms, RelayOptions options, Caller caller) {
        Iterator<InetAddress> addresses = host.addresses().iterator();
        int tried = 0;
        while (tried < MOST_ADDRESSES && addresses.hasNext()) {
            Hops.Answer answer = hops.of(options, host.url(), addresses.next(), terms);
            if (answer instanceof Hops.Answer.Waiting waiting) {
                caller.missing(waiting.reply());
            } else if (answer instanceof Hops.Answer.Known known) {
                Knock knock = knock(known.hops(), caller);
                if (knock == Knock.ANSWERED) {
                    return;
                }
                tried += knock == Knock.TRIED ? 1 : 0;
            }
        }
    }

    private static Knock knock(List<Hop> doors, Caller caller) {
        Knock all = Knock.PASSED;
        for (Hop door : doors) {
            Knock knock = caller.knock(door);
            if (knock == Knock.ANSWERED) {
                return knock;
            }
            all = knock == Knock.TRIED ? knock : all;
        }
        return all;
    }
}
