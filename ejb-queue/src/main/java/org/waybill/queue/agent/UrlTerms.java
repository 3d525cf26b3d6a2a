package org.waybill.queue.agent;

import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.waybill.queue.core.mx.TlsaAnswer;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.TlsTerms;
import org.waybill.queue.core.relay.Trust;
import org.waybill.queue.core.relay.UrlOptions.Verify;

/** What the schema of a relay URL, and {@code verify=}, demand of TLS. */
final class UrlTerms {

    private final HostKeys keys;

    UrlTerms(NameServers names) {
        this.keys = new HostKeys(names);
    }

    /** The terms, or why there are none. */
    sealed interface Finding {
        record Known(TlsTerms terms) implements Finding {}

        /** @param reply 4xx */
        record Waiting(String reply) implements Finding {}
    }

    /**
     * Asks the DNS only where that is demanded.
     *
     * @param verify of the URL or, where it says nothing, of the action
     * @param authorities likewise; empty for those of the Java runtime
     * @param located where the host is
     */
    Finding of(
            RelayUrl url,
            Verify verify,
            String authorities,
            DnsAnswer.Found<InetAddress> located,
            LookUpWitness witness) {
        boolean plain = url.schema() == RelayUrl.Schema.NOTLS || url.schema() == RelayUrl.Schema.LMTP;
        if (plain) {
            return new Finding.Known(new TlsTerms.Never());
        }
        if (verify == Verify.DANE) {
            return byDane(url, located, witness);
        }
        if (url.schema() == RelayUrl.Schema.SMTP) {
            return new Finding.Known(new TlsTerms.IfOffered());
        }
        return new Finding.Known(terms(
                url, verify == Verify.NO ? new Trust.Anyone() : new Trust.Named(List.of(url.host()), authorities)));
    }

    private Finding byDane(RelayUrl url, DnsAnswer.Found<InetAddress> located, LookUpWitness witness) {
        TlsaAnswer answer = keys.of(url.host(), url.port(), located);
        witness.saw("TLSA", url.host(), answer.namesKeys(), () -> HopText.tlsa(answer));
        if (answer instanceof TlsaAnswer.Unknown unknown) {
            return new Finding.Waiting(
                    "451 4.7.5 The TLSA records of " + url.host() + " cannot be looked up: " + unknown.reason());
        }
        if (!(answer instanceof TlsaAnswer.Present present) || !present.namesKeys()) {
            return new Finding.Waiting("451 4.7.5 There are no usable TLSA records of " + url.host());
        }
        Set<String> names = new LinkedHashSet<>(List.of(present.base(), url.host()));
        return new Finding.Known(terms(url, new Trust.Dane(present.usable(), List.copyOf(names))));
    }

    private static TlsTerms terms(RelayUrl url, Trust trust) {
        boolean atOnce = url.schema() == RelayUrl.Schema.SMTPS || url.schema() == RelayUrl.Schema.SSL;
        return atOnce ? new TlsTerms.FromTheStart(trust) : new TlsTerms.ByStartTls(trust);
    }
}
