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
 * What an action, and a mail, demand of the connection that it travels by. A host's terms say at least how it is connected;
 * {@code tls} of the action makes TLS mandatory, and a sender who asked for REQUIRETLS (RFC 8689 §4.2.1) demands more,
 * whatever the URL says: TLS with a certificate for the host's name, a host that nobody can have forged, and that it
 * promises the same for its part. TLS that fails may work at the next attempt; a host without REQUIRETLS has to be changed
 * before it does.
 *
 * <p>A report has nobody to go back to, so it is not lost for want of that promise (§5).
 *
 * @param ofAction what {@code tls} of the action says
 * @param authorities of certificates, as the action says
 * @param verified whether TLS must be there and verified
 * @param promised whether the host must offer REQUIRETLS
 */
record TlsDemand(Verify ofAction, String authorities, boolean verified, boolean promised) {

    static TlsDemand of(RelayOptions options, StoredMessage message) {
        boolean required = message.parameters().requireTls();
        boolean answerable = message.sender() instanceof ReversePath.From;
        return new TlsDemand(options.verify(), options.ca(), required, required && answerable);
    }

    /** What is to be demanded of a host; empty if it cannot be used at all. */
    Optional<TlsTerms> terms(NextHops.Hop host) {
        TlsTerms terms = host.terms();
        boolean optional = terms instanceof TlsTerms.IfOffered;
        if (optional && ofAction != Verify.UNSAID) {
            terms = new TlsTerms.ByStartTls(ofAction == Verify.NO ? new Trust.Anyone() : named(host));
        }
        if (!verified) {
            return ofAction != Verify.UNSAID && terms instanceof TlsTerms.Never ? Optional.empty() : Optional.of(terms);
        }
        return host.grounds().authenticated() ? verified(host, terms) : Optional.empty();
    }

    private Optional<TlsTerms> verified(NextHops.Hop host, TlsTerms terms) {
        if (terms instanceof TlsTerms.Never) {
            return Optional.empty();
        } else if (terms instanceof TlsTerms.FromTheStart atOnce && atOnce.trust() instanceof Trust.Anyone) {
            return Optional.of(new TlsTerms.FromTheStart(named(host)));
        } else if (terms instanceof TlsTerms.IfOffered
                || (terms instanceof TlsTerms.ByStartTls later && later.trust() instanceof Trust.Anyone)) {
            return Optional.of(new TlsTerms.ByStartTls(named(host)));
        }
        return Optional.of(terms);
    }

    private Trust named(NextHops.Hop host) {
        return new Trust.Named(List.of(host.url().host()), authorities);
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
