package org.waybill.queue.agent;

import java.util.List;
import org.waybill.queue.agent.client.RelaySession;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.envelope.StoredMessage;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.RelayUrl.Schema;
import org.waybill.queue.core.relay.TlsTerms;
import org.waybill.queue.core.relay.Trust;
import org.waybill.smtp.ReversePath;

/**
 * What a mail demands of the connection that it travels by. A URL says at least how it connects; a sender who asked for
 * REQUIRETLS (RFC 8689 §4.2.1) may demand more, whatever the URL says: TLS with a certificate for the host's name, and a
 * host that promises the same for its part. TLS that fails may work at the next attempt; a host without REQUIRETLS has
 * to be changed before it does.
 *
 * <p>The name is the one of the URL, or of the exchanger as the DNS gives it: whether that answer is authentic (DNSSEC, or
 * MTA-STS) is not asked.
 *
 * <p>A report has nobody to go back to, so it is not lost for want of that promise (§5).
 *
 * @param verified whether TLS must be there and verified
 * @param promised whether the host must offer REQUIRETLS
 */
record TlsDemand(boolean verified, boolean promised) {

    static TlsDemand of(StoredMessage message) {
        boolean required = message.parameters().requireTls();
        return new TlsDemand(required, required && message.sender() instanceof ReversePath.From);
    }

    /** Whether a URL with this schema can be used at all. */
    boolean allows(Schema schema) {
        return !verified || schema != Schema.NOTLS;
    }

    /** What is demanded of a connection to where the URL says. */
    TlsTerms terms(RelayUrl url) {
        Trust named = new Trust.Named(List.of(url.host()), "");
        return switch (url.schema()) {
            case SMTP -> verified ? new TlsTerms.ByStartTls(named) : new TlsTerms.IfOffered();
            case TLS -> new TlsTerms.ByStartTls(named);
            case SMTPS, SSL -> new TlsTerms.FromTheStart(named);
            case NOTLS, LMTP -> new TlsTerms.Never();
        };
    }

    /** @param session with {@link #terms} */
    boolean metBy(RelaySession session) {
        return !promised || session.offers("REQUIRETLS");
    }

    static Outcome plainText(RelayUrl url) {
        return new Outcome.Failed("relay", "550 5.7.10 Encryption needed: REQUIRETLS does not go to " + url);
    }

    static Outcome notSupported(RelayUrl url) {
        return new Outcome.Failed("relay", "550 5.7.30 REQUIRETLS support required: " + url.host() + " has none");
    }
}
