package org.waybill.queue.agent;

import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.envelope.StoredMessage;
import org.waybill.queue.core.relay.RelayUrl;
import org.waybill.queue.core.relay.RelayUrl.Schema;
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

    /** How to connect where the URL says this. */
    Schema schema(Schema ofUrl) {
        return verified && ofUrl == Schema.SMTP ? Schema.TLS : ofUrl;
    }

    /** @param connection opened by {@link #schema} */
    boolean metBy(RelayConnection connection) {
        return !promised || connection.offers("REQUIRETLS");
    }

    static Outcome plainText(RelayUrl url) {
        return new Outcome.Failed("relay", "550 5.7.10 Encryption needed: REQUIRETLS does not go to " + url);
    }

    static Outcome notSupported(RelayUrl url) {
        return new Outcome.Failed("relay", "550 5.7.30 REQUIRETLS support required: " + url.host() + " has none");
    }
}
