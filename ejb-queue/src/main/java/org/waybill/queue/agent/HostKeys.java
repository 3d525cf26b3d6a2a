package org.waybill.queue.agent;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import org.waybill.queue.core.mx.TlsaAnswer;
import org.waybill.queue.core.mx.UsableTlsa;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.TLSARecord;

/** The TLSA records of a host (RFC 7672 §2.2). */
final class HostKeys {

    private final NameServers names;

    HostKeys(NameServers names) {
        this.names = names;
    }

    /**
     * Asks under the name that the host is an alias of first, then under its own (§2.2.2). A host whose addresses are not
     * signed is not asked about: name servers of such zones may fail at a type they do not know (§2.2).
     *
     * @param located the answer that said where the host is
     */
    TlsaAnswer of(String host, int port, DnsAnswer.Found<InetAddress> located) {
        String end = located.end().toLowerCase(Locale.ROOT);
        boolean alias = !end.isEmpty() && !end.equals(host);
        if (!located.secure()) {
            return alias ? ofAlias(host, port) : new TlsaAnswer.Absent();
        }
        if (alias) {
            TlsaAnswer ofTarget = under(end, port);
            return ofTarget instanceof TlsaAnswer.Absent ? under(host, port) : ofTarget;
        }
        return under(host, port);
    }

    /** A signed alias has keys of its own even if it leads out of signed zones; who hides that it is one must gain nothing. */
    private TlsaAnswer ofAlias(String host, int port) {
        DnsAnswer<CNAMERecord> answer = names.alias(host);
        if (answer instanceof DnsAnswer.Unavailable<CNAMERecord> unavailable) {
            return new TlsaAnswer.Unknown(unavailable.reason(), unavailable.bogus());
        }
        return answer instanceof DnsAnswer.Found<CNAMERecord> found && found.secure()
                ? under(host, port)
                : new TlsaAnswer.Absent();
    }

    private TlsaAnswer under(String base, int port) {
        DnsAnswer<TLSARecord> answer = names.keys("_" + port + "._tcp." + base);
        if (answer instanceof DnsAnswer.Unavailable<TLSARecord> unavailable) {
            return new TlsaAnswer.Unknown(unavailable.reason(), unavailable.bogus());
        }
        return answer instanceof DnsAnswer.Found<TLSARecord> found && found.secure()
                ? present(base, found.records())
                : new TlsaAnswer.Absent();
    }

    private static TlsaAnswer present(String base, List<TLSARecord> records) {
        return new TlsaAnswer.Present(
                base,
                records.stream()
                        .flatMap(record -> UsableTlsa.of(
                                record.getCertificateUsage(),
                                record.getSelector(),
                                record.getMatchingType(),
                                record.getCertificateAssociationData())
                                .stream())
                        .toList(),
                records.stream().map(TLSARecord::rdataToString).toList());
    }
}
