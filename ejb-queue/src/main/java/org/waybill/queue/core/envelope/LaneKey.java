package org.waybill.queue.core.envelope;

/**
 * The name of a lane: all mail that one action carries to one domain, or everywhere where one way serves all domains. People
 * can read and write it, and it stays the same when the action is edited.
 *
 * @param action the action's name
 * @param domain the domain of the destinations, as {@link org.waybill.smtp.MailAddress#domainKey}; empty: all
 */
public record LaneKey(ActionName action, String domain) {

    /** Whether an envelope is of this lane. */
    public boolean has(Envelope envelope) {
        return envelope.action().equals(action)
                && (domain.isEmpty() || envelope.destination().domainKey().equals(domain));
    }

    /** Whether all mail of a lane is of this one too. */
    public boolean covers(LaneKey other) {
        return other.action.equals(action) && (domain.isEmpty() || other.domain.equals(domain));
    }

    /** {@code outbound example.org}, or the action's name alone where one way serves all its mail. */
    public String text() {
        return domain.isEmpty() ? action.value() : action.value() + " " + domain;
    }
}
