/**
 * The three verbs, each a small class: {@link org.waybill.queue.core.AcceptRecipient} at RCPT TO,
 * {@link org.waybill.queue.core.AcceptMail} at the end of DATA, {@link org.waybill.queue.core.DeliverEnvelope} when an
 * envelope is due. Before them, where people send their mail through a listener,
 * {@link org.waybill.queue.core.Authenticate} at AUTH and {@link org.waybill.queue.core.AcceptSender} at MAIL FROM, with
 * {@link org.waybill.queue.core.Masquerade} and
 * {@link org.waybill.queue.core.KeptBody}. At every step before them
 * {@link org.waybill.queue.core.AcceptStep}. For mail from inside of this server {@link org.waybill.queue.core.SubmitMail}
 * takes the place of a session, with {@code SubmitSteps}. Beside them {@link org.waybill.queue.core.CurrentListeners} and
 * {@link org.waybill.queue.core.Watermark} (what to listen on now), {@link org.waybill.queue.core.BouncesByRules} (where a report goes),
 * {@link org.waybill.queue.core.Housekeeping} (what is done now and then) and {@link org.waybill.queue.core.Counters}.
 * Plain Java: nothing of the container below this package.
 */
@NullMarked
package org.waybill.queue.core;

import org.jspecify.annotations.NullMarked;
