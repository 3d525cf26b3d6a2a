/**
 * The three verbs, each a small class: {@link org.waybill.queue.core.AcceptRecipient} at RCPT TO,
 * {@link org.waybill.queue.core.AcceptMail} at the end of DATA, {@link org.waybill.queue.core.DeliverEnvelope} when an
 * envelope is due. Beside them {@link org.waybill.queue.core.BouncesByRules} (where a report goes),
 * {@link org.waybill.queue.core.Housekeeping} (what is done now and then) and {@link org.waybill.queue.core.Counters}.
 * Plain Java: nothing of the container below this package.
 */
@NullMarked
package org.waybill.queue.core;

import org.jspecify.annotations.NullMarked;
