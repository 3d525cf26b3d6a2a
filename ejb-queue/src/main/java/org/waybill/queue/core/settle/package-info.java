/**
 * What follows from an outcome: done, retry, hold, bounce. In reading order:
 * {@link org.waybill.queue.core.settle.NextStep} decides about one envelope,
 * {@link org.waybill.queue.core.settle.EndOfAttempt} is one envelope with what was decided,
 * {@link org.waybill.queue.core.settle.Settlements} closes all envelopes of a message and asks for one report about those
 * that failed, {@link org.waybill.queue.core.settle.Bounces} makes that report a mail on disk, addressed by
 * {@link org.waybill.queue.core.settle.BounceRoute}; {@link org.waybill.queue.core.settle.BounceReport} is its text, about
 * {@link org.waybill.queue.core.settle.FailedRecipient}s.
 */
@NullMarked
package org.waybill.queue.core.settle;

import org.jspecify.annotations.NullMarked;
