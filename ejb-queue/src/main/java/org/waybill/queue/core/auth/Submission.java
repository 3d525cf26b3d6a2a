package org.waybill.queue.core.auth;

/**
 * What the application does for a listener that people send their mail through; the adapter only asks.
 *
 * @param source whom it asks about passwords
 * @param senders as whom they may send
 */
public record Submission(AuthSource source, SenderRule senders) {

    /** Nobody signs in. */
    public static final Submission NONE = new Submission(new AuthSource.Nobody(), new SenderRule.Anybody());
}
