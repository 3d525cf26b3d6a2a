package org.waybill.queue.agent;

import java.util.List;
import java.util.Optional;
import org.waybill.queue.agent.client.RelaySession;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.envelope.StoredMessage;
import org.waybill.queue.core.relay.RelayOptions;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.TlsTerms;
import org.waybill.queue.core.relay.Trust;
import org.waybill.queue.core.relay.UrlOptions.Verify;
import org.waybill.smtp.ReversePath;

/**
 * What an action, and a mail, demand of the connection that it travels by. A host's terms say at least how it is connected.
 * {@code tls} of the action makes TLS mandatory, with a certificate for the host's name unless the URL or the action are
 * content with any. A sender who asked for REQUIRETLS (RFC 8689 §4.2.1) demands more, whatever both say: TLS with a
 * certificate for the host's name, a host that nobody can have forged, and that it promises the same for its part. TLS that
 * fails may work at the next attempt; a host without REQUIRETLS has to be changed before it does.
 *
 * <p>A report has nobody to go back to, so it is not lost for want of that promise (§5).
 *
 * @param options of the action
 * @param verified whether TLS must be there and verified
 * @param promised whether the host must offer REQUIRETLS
 */
record TlsDemand(RelayOptions options, boolean verified, boolean promised) {

    static TlsDemand of(RelayOptions options, StoredMessage message) {
        boolean required = message.parameters().requireTls();
        boolean answerable = message.sender() instanceof ReversePath.From;
        return new TlsDemand(options, required, required && answerable);
    }

    /** What is to be demanded of a host; empty if it cannot be used at all. */
    Optional<TlsTerms> terms(NextHops.Hop host) {
        TlsTerms terms = host.terms();
        boolean mandatory = verified || options.verify() != Verify.UNSAID;
        if ((mandatory && terms instanceof TlsTerms.Never)
                || (verified && !host.grounds().authenticated())) {
            return Optional.empty();
        }
        if (terms instanceof TlsTerms.IfOffered) {
            return Optional.of(mandatory ? new TlsTerms.ByStartTls(trust(host)) : terms);
        } else if (terms instanceof TlsTerms.ByStartTls later && later.trust() instanceof Trust.Anyone) {
            return Optional.of(new TlsTerms.ByStartTls(trust(host)));
        } else if (terms instanceof TlsTerms.FromTheStart atOnce && atOnce.trust() instanceof Trust.Anyone) {
            return Optional.of(new TlsTerms.FromTheStart(trust(host)));
        }
        return Optional.of(terms);
    }

    /** What proves a host that would have anyone be trusted. */
    private Trust trust(NextHops.Hop host) {
        RelayUrl url = host.url();
        return verified || options.verifyAt(url) == Verify.YES
                ? new Trust.Named(List.of(url.host()), options.caAt(url))
                : new Trust.Anyone();
    }

    /** @param session on {@link #terms} */
    boolean metBy(RelaySession session) {
        return !promised || session.offers("REQUIRETLS");
    }

    /** Of a host without terms. */
    Outcome unusable(NextHops.Hop host) {
        RelayUrl url = host.url();
        if (!verified) {
            return new Outcome.Deferred("relay", "451 4.7.5 TLS required for relaying: not by " + url.place());
        }
        return host.terms() instanceof TlsTerms.Never
                ? new Outcome.Failed("relay", "550 5.7.10 Encryption needed: REQUIRETLS does not go to " + url.place())
                : new Outcome.Failed(
                        "relay",
                        "550 5.7.30 REQUIRETLS support required: neither DNSSEC nor MTA-STS prove that " + url.host()
                                + " is the exchanger");
    }

    static Outcome notSupported(RelayUrl url) {
        return new Outcome.Failed("relay", "550 5.7.30 REQUIRETLS support required: " + url.host() + " has none");
    }
}
