package org.waybill.queue.core.action;

import org.waybill.queue.core.srs.SenderRewriting;

/**
 * How an action relays, whatever the host.
 *
 * @param sender what becomes of the sender of forwarded mail
 */
public record RelayOptions(Sender sender) {

    /** Nothing special. */
    public static final RelayOptions USUAL = new RelayOptions(new Sender.Kept());

    /** The sender of a mail whose recipient was somebody else when it came. */
    public sealed interface Sender {

        record Kept() implements Sender {}

        /** {@code srs} */
        record Rewritten(SenderRewriting scheme) implements Sender {}
    }
}
