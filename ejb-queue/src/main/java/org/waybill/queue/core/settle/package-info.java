/**
 * What follows from an outcome: done, retry, hold, bounce. In reading order:
 * {@link org.waybill.queue.core.settle.NextStep} decides about one envelope,
 * {@link org.waybill.queue.core.settle.EndOfAttempt} is one envelope with what was decided,
 * {@link org.waybill.queue.core.settle.Settlements} closes all envelopes of a message and asks for one report about those
 * whose sender wants to hear the {@link org.waybill.queue.core.settle.Notice}, {@link org.waybill.queue.core.settle.Bounces}
 * makes that report a mail on disk, addressed by {@link org.waybill.queue.core.settle.BounceRoute};
 * {@link org.waybill.queue.core.settle.BounceReport} is its text, about
 * {@link org.waybill.queue.core.settle.ReportedRecipient}s, with a {@link org.waybill.queue.core.settle.DeliveryStatus} for
 * programs and what is {@link org.waybill.queue.core.settle.Returned} of the original.
 */
@NullMarked
package org.waybill.queue.core.settle;

import org.jspecify.annotations.NullMarked;
