package org.waybill.queue.agent;

import java.util.stream.Collectors;
import org.waybill.queue.agent.NextHops.Hop;
import org.waybill.queue.core.relay.TlsTerms;
import org.waybill.queue.core.relay.Trust;

/** Hops in the form of the tests' tables: the host, its terms, and whether it is certain that it is the right one. */
final class HopWords {

    private HopWords() {}

    static String of(NextHops next) {
        if (next instanceof NextHops.Found found) {
            return found.hops().stream().map(HopWords::of).collect(Collectors.joining(", "));
        }
        return next instanceof NextHops.Never never ? never.reply() : ((NextHops.Later) next).reply();
    }

    private static String of(Hop hop) {
        return hop.url().host() + " " + of(hop.terms()) + (hop.grounds().authenticated() ? " authentic" : "");
    }

    private static String of(TlsTerms terms) {
        if (terms instanceof TlsTerms.ByStartTls start && start.trust() instanceof Trust.Dane dane) {
            String records = dane.records().stream()
                    .map(record -> record.usage() + "" + record.selector() + record.matching())
                    .sorted()
                    .collect(Collectors.joining("+"));
            return "dane(" + records + " " + String.join(" ", dane.names()) + ")";
        }
        if (terms instanceof TlsTerms.ByStartTls start && start.trust() instanceof Trust.Named named) {
            return "named(" + String.join(" ", named.names()) + ")";
        }
        if (terms instanceof TlsTerms.ByStartTls) {
            return "anyone";
        }
        return terms.getClass().getSimpleName();
    }
}
