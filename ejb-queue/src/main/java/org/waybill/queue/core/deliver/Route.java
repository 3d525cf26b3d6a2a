package org.waybill.queue.core.deliver;

import org.waybill.queue.core.action.Action;
import org.waybill.queue.core.envelope.ActionName;
import org.waybill.queue.core.envelope.Envelope;
import org.waybill.queue.core.envelope.LaneKey;
import org.waybill.queue.core.relay.RelayOptions;
import org.waybill.queue.core.relay.RelayTarget;

/**
 * The way to one next hop. Envelopes of one message with equal routes share an attempt, which for a relay is one SMTP
 * transaction with all of them as recipients.
 *
 * @param action what to do
 * @param hop what tells routes of one action apart: the destination's domain for an MX relay, the envelope for a local
 *     delivery, nothing where all go the same way
 */
public record Route(Action action, String hop) {

    /** The route of an envelope whose action's name means this action now. */
    public static Route of(Action action, Envelope envelope) {
        if (action instanceof Action.Relay relay) {
            boolean hosts =
                    relay.target() instanceof RelayTarget.Hosts || relay.target() instanceof RelayTarget.BySender;
            String domain = hosts ? "" : envelope.destination().domainKey();
            return new Route(action, domain + sender(relay.options(), envelope));
        }
        if (action instanceof Action.Local) {
            return new Route(action, envelope.id().toString());
        }
        return new Route(action, "");
    }

    /** A transaction has one sender: envelopes whose sender is rewritten go in others. */
    private static String sender(RelayOptions options, Envelope envelope) {
        return options.sender() instanceof RelayOptions.Sender.Rewritten && envelope.isForwarded()
                ? " forwarded by " + envelope.recipient().domainKey()
                : "";
    }

    /** Where it waits for its turn: with all that the action carries to the same domain, whoever forwarded it. */
    public LaneKey lane(ActionName name) {
        int space = hop.indexOf(' ');
        return new LaneKey(name, space < 0 ? hop : hop.substring(0, space));
    }

    /** Whether the way ends on this machine, so that an attempt takes milliseconds and waits for nobody. */
    public boolean local() {
        return !(action instanceof Action.Relay) && !(action instanceof Action.Jms);
    }

    /** For people, where no agent said anything better: {@code relay example.org}. */
    public String target() {
        return hop.isEmpty() ? action.kind() : action.kind() + " " + hop;
    }
}
