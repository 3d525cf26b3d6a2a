package org.waybill.queue.agent.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.waybill.queue.core.deliver.BodyScan;
import org.waybill.queue.core.deliver.Outcome;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.EnvelopeId;
import org.waybill.queue.core.envelope.StoredMessage;
import org.waybill.smtp.ReversePath;

/**
 * Whether a mail can go to a host that does not offer SMTPUTF8 (RFC 6531 §3.2). Without it no address may be outside
 * ASCII, and neither may the header of a mail that was declared to be such a one. A mail that was declared so and has
 * neither can go.
 *
 * @param message the mail
 * @param scan of its content
 * @param offered whether the host offers SMTPUTF8
 */
record Internationalization(StoredMessage message, BodyScan scan, boolean offered) {

    /** The outcomes of those recipients that the host cannot be given. */
    Map<EnvelopeId, Outcome> refusals(List<Envelope> envelopes, String host) {
        Map<EnvelopeId, Outcome> refusals = new LinkedHashMap<>();
        for (Envelope envelope : envelopes) {
            if (offered) {
                continue;
            }
            if (!senderIsAscii() || !envelope.destination().isAscii()) {
                refusals.put(envelope.id(), failed("550 5.6.7 ", host, "an address outside ASCII"));
            } else if (message.parameters().smtpUtf8() && scan.eightBitHeader()) {
                refusals.put(envelope.id(), failed("550 5.6.9 ", host, "a header outside ASCII"));
            }
        }
        return refusals;
    }

    private static Outcome failed(String code, String host, String what) {
        return new Outcome.Failed("relay", code + host + " does not offer SMTPUTF8, which " + what + " needs");
    }

    /** Whether SMTPUTF8 is to be said: the parts of a multipart may need it even if nothing else does. */
    boolean mayBeNeeded(List<Envelope> envelopes) {
        return message.parameters().smtpUtf8()
                || !senderIsAscii()
                || envelopes.stream()
                        .anyMatch(envelope -> !envelope.destination().isAscii());
    }

    private boolean senderIsAscii() {
        return !(message.sender() instanceof ReversePath.From from)
                || from.address().isAscii();
    }
}
