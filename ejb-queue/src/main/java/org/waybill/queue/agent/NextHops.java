package org.waybill.queue.agent;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.waybill.queue.core.deliver.ReplyLine;
import org.waybill.queue.core.mx.HostVerdict;
import org.waybill.queue.core.mx.TlsPolicy;
import org.waybill.queue.core.mx.TlsResult;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.TlsTerms;

/** Where a relay may hand a mail over. */
sealed interface NextHops {

    /** One exchanger, whether it may be used or not. */
    sealed interface Stop {

        /** As the DNS gives it, lower is better; 0 for a host that is not an exchanger. */
        int preference();
    }

    /**
     * One host.
     *
     * @param url its name, and how to connect
     * @param addresses what the name resolves to, in the order to try; at least one
     * @param terms what is demanded of TLS there
     * @param grounds where the terms come from
     */
    record Hop(RelayUrl url, List<InetAddress> addresses, int preference, TlsTerms terms, Grounds grounds)
            implements Stop {
        public Hop {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * One host that cannot be used now.
     *
     * @param reply 4xx
     * @param reportOrNull what its domain is to hear of it when its turn has come; {@code null}: nothing
     */
    record LeftOut(int preference, String reply, @Nullable TlsResult reportOrNull) implements Stop {

        Optional<TlsResult> report() {
            return Optional.ofNullable(reportOrNull);
        }
    }

    /**
     * Where terms come from.
     *
     * @param why for people: {@code DANE}, {@code MTA-STS enforce}, {@code MTA-STS testing}, {@code opportunistic},
     *     {@code URL}
     * @param authenticated whether nobody can have forged that the mail is to go to this host: DNSSEC or MTA-STS prove it
     *     (RFC 8689 §4.2.1), or our own configuration names it
     * @param watchOrNull what is to be judged for the report only
     * @param policyOrNull what reports name; {@code null}: the host was named by a URL, which no domain is told of
     */
    record Grounds(
            String why,
            boolean authenticated,
            HostVerdict.@Nullable Watch watchOrNull,
            @Nullable TlsPolicy policyOrNull) {

        static final Grounds URL = new Grounds("URL", true, null, null);

        Optional<HostVerdict.Watch> watch() {
            return Optional.ofNullable(watchOrNull);
        }

        Optional<TlsPolicy> policy() {
            return Optional.ofNullable(policyOrNull);
        }
    }

    /**
     * Some.
     *
     * @param stops in the order to try, at least one of them a hop
     */
    record Found(List<Stop> stops) implements NextHops {
        public Found {
            stops = List.copyOf(stops);
        }

        Found(Hop only) {
            this(List.of(only));
        }

        /** Those that may be used. */
        List<Hop> hops() {
            return only(Hop.class, stops);
        }

        /** Those that may not. */
        List<LeftOut> leftOut() {
            return only(LeftOut.class, stops);
        }

        private static <S extends Stop> List<S> only(Class<S> kind, List<Stop> stops) {
            return stops.stream().filter(kind::isInstance).map(kind::cast).toList();
        }
    }

    /** None. */
    sealed interface Nobody extends NextHops {

        /** What the mail's history and its bounce say. */
        String reply();
    }

    /**
     * There is none and will be none.
     *
     * @param reply 5xx
     */
    record Never(String reply) implements Nobody {}

    /**
     * It could not be found out, or nobody may be used now.
     *
     * @param line 4xx
     * @param reports what the domain is to hear of it
     */
    record Later(ReplyLine line, List<TlsResult> reports) implements Nobody {
        public Later {
            reports = List.copyOf(reports);
        }

        /** It is no news to the domain. */
        Later(ReplyLine line) {
            this(line, List.of());
        }

        /** Likewise, and everybody may hear why. */
        Later(String reply) {
            this(ReplyLine.ours(reply));
        }

        @Override
        public String reply() {
            return line.text();
        }
    }
}
